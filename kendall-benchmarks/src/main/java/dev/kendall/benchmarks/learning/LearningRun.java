package dev.kendall.benchmarks.learning;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.benchmarks.learning.LearningResults.Learned;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Learning from everybody, in one way.
 *
 * @param batch how many messages an extractor gets at once
 * @param backwards whether the last users are learned from first
 */
record LearningRun(int batch, boolean backwards) {
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);
    private static final int PARTS = 10;

    Learned learn(MeasuredServer server, Conversations conversations) throws Exception {
        InstantSource clock = InstantSource.fixed(Conversations.NOW);
        MeasuredDatabase database = server.database();
        try (HikariDataSource pool = database.pool(4);
                PostgresStorage storage =
                        PostgresStorage.builder(pool).clock(clock).open()) {
            LearningOptions options =
                    LearningOptions.builder().clock(clock).batch(batch).build();
            double seconds = 0;
            List<Long> heap = new ArrayList<>();
            try (LearningLoop loop =
                    LearningLoop.of(Kendall.builder(storage).clock(clock).open(), options)) {
                for (int part = 0; part < PARTS; part++) {
                    write(storage, conversations, backwards ? PARTS - 1 - part : part);
                    long begin = System.nanoTime();
                    loop.catchUp();
                    loop.runOnce();
                    seconds += (System.nanoTime() - begin) / 1e9;
                    heap.add(usedMib());
                }
            }
            return counted(storage, conversations, seconds, heap);
        } finally {
            server.drop(database);
        }
    }

    private static void write(PostgresStorage storage, Conversations conversations, int part) {
        int from = (int) ((long) conversations.users() * part / PARTS);
        int to = (int) ((long) conversations.users() * (part + 1) / PARTS);
        for (int user = from; user < to; user++) {
            conversations.writeTo(storage, user);
        }
    }

    private static long usedMib() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private Learned counted(PostgresStorage storage, Conversations conversations, double seconds, List<Long> heap)
            throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long memories = 0;
        long patterns = 0;
        for (int number = 0; number < conversations.users(); number++) {
            UserId user = Conversations.user(number);
            List<Memory> known = new ArrayList<>();
            Page.each(PAGE, page -> storage.memories().list(user, MemoryFilter.all(), page))
                    .forEach(known::add);
            List<Pattern> usual = new ArrayList<>();
            Page.each(PAGE, page -> storage.patterns().list(user, PatternFilter.active(), page))
                    .forEach(usual::add);
            memories += known.stream().filter(Memory::isCurrent).count();
            patterns += usual.size();
            Stream.concat(known.stream().map(LearningRun::line), usual.stream().map(LearningRun::line))
                    .sorted()
                    .forEach(line -> digest.update((user + " " + line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        return new Learned(
                batch,
                backwards ? "last first" : "first first",
                conversations.messages(),
                seconds,
                memories,
                patterns,
                heap,
                HexFormat.of().formatHex(digest.digest(), 0, 8));
    }

    /** Everything but ids and times of storing. */
    private static String line(Memory memory) {
        return memory.key() + " = " + memory.value() + " " + memory.isCurrent() + " " + memory.validFrom() + " "
                + memory.validTo() + " " + memory.sources().size();
    }

    private static String line(Pattern pattern) {
        return pattern.description() + " " + pattern.schedule() + " " + pattern.confidence() + " "
                + pattern.evidence().size();
    }

    @Override
    public String toString() {
        return "batches of " + batch + ", " + (backwards ? "last first" : "first first");
    }
}
