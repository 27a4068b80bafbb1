package dev.kendall.benchmarks.learning;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.benchmarks.learning.LearningResults.Learned;
import dev.kendall.benchmarks.paired.Slices;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.job.Debounce;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Turns with and without learning beside them, and learning by itself.
 *
 * @param progress is told what is done
 */
record LearningBenchmark(Slices slices, int users, Consumer<String> progress) {
    private static final int WRITERS = 20;

    static LearningBenchmark whole(int rounds, int users, Consumer<String> progress) {
        return new LearningBenchmark(new Slices(rounds, 5, Duration.ofSeconds(1), 10), users, progress);
    }

    /** As short as shows that everything runs. */
    static LearningBenchmark quick(Consumer<String> progress) {
        return new LearningBenchmark(new Slices(2, 2, Duration.ofMillis(200), 2), 20, progress);
    }

    LearningResults run(Environment environment) throws Exception {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start()) {
            Map<String, Times> turns = turns(server);
            List<Learned> learned = new ArrayList<>();
            Conversations conversations = new Conversations(users);
            for (LearningRun run :
                    List.of(new LearningRun(50, false), new LearningRun(7, true), new LearningRun(1_000, false))) {
                progress.accept("Learning from " + users + " users, " + run + " ...");
                learned.add(run.learn(server, conversations));
            }
            return new LearningResults(started, environment, server.described(), method(), turns, learned);
        }
    }

    private String method() {
        return "turns in " + slices.rounds() + " rounds of " + slices.slices() + " slices of "
                + slices.slice().toMillis() + " ms for each way after " + slices.warmUp()
                + " slices of warm-up, slice by slice in turn";
    }

    /** Both ways on one server, each with a database of its own; learning goes on while its own turns are made, and not while the others are. */
    private Map<String, Times> turns(MeasuredServer server) throws Exception {
        progress.accept("Measuring turns ...");
        MeasuredDatabase off = server.database();
        MeasuredDatabase on = server.database();
        try (HikariDataSource offPool = off.pool(4);
                HikariDataSource onPool = on.pool(8);
                PostgresStorage offStorage = PostgresStorage.open(offPool);
                PostgresStorage onStorage = PostgresStorage.open(onPool);
                Kendall without = Kendall.open(offStorage);
                Kendall with = Kendall.open(onStorage);
                LearningLoop loop = LearningLoop.start(
                        with,
                        LearningOptions.builder()
                                .quiet(Debounce.of(Duration.ofMillis(500)))
                                .patternsQuiet(Debounce.of(Duration.ofSeconds(5)))
                                .build())) {
            Map<String, Slices.Operation> ways = new LinkedHashMap<>();
            ways.put(LearningResults.OFF, time -> turn(without, time));
            ways.put(LearningResults.ON, time -> turn(with, time));
            Map<String, Times> times = slices.measure(ways);
            progress.accept("  learned meanwhile: " + loop.report());
            return times;
        }
    }

    private static void turn(Kendall kendall, int time) {
        UserId user = UserId.of("writer-" + time % WRITERS);
        ThreadId thread = ThreadId.of("thread-" + time / 1_000);
        kendall.turn(user, thread, Conversations.text(time)).complete("I see.");
    }
}
