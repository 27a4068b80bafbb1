package dev.kendall.benchmarks.postgres.retrieval;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.benchmarks.paired.Slices;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.postgres.retrieval.RetrievalResults.Searched;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.chat.MessageFilter;
import dev.kendall.embedding.Embedder;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The default search of one user with a long history beside its single arms, and of one user among many beside them and SQL by hand.
 *
 * @param large the one user's history
 * @param many the many users' histories
 * @param progress is told what is done
 */
record RetrievalBenchmark(Chats large, Chats many, Slices slices, Consumer<String> progress) {
    /** As for a server of some gigabytes: every table and index fits, so that no way is measured by the disk. */
    private static final Map<String, String> SETTINGS =
            Map.of("shared_buffers", "6GB", "maintenance_work_mem", "1GB", "effective_cache_size", "12GB");

    /** About ten minutes, most of which fill the databases. */
    static RetrievalBenchmark whole(int messages, int users, int rounds, Consumer<String> progress) {
        return new RetrievalBenchmark(
                new Chats(1, messages),
                new Chats(users, 1_000),
                new Slices(rounds, 5, Duration.ofMillis(400), 8),
                progress);
    }

    /** As short as shows that everything runs. The one user has enough for the HNSW index. */
    static RetrievalBenchmark quick(Consumer<String> progress) {
        return new RetrievalBenchmark(
                new Chats(1, 10_050), new Chats(10, 1_000), new Slices(2, 2, Duration.ofMillis(200), 1), progress);
    }

    RetrievalResults run(Environment environment) throws SQLException {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start(SETTINGS)) {
            Searched ofOne = measured(server, large, false);
            Searched ofMany = measured(server, many, true);
            return new RetrievalResults(started, environment, server.described(), method(), ofOne, ofMany);
        }
    }

    private Searched measured(MeasuredServer server, Chats chats, boolean byHand) throws SQLException {
        String who = Numbers.grouped(chats.messages()) + " messages of "
                + (chats.users() == 1 ? "one user" : Numbers.grouped(chats.users()) + " users");
        MeasuredDatabase database = server.database();
        progress.accept("Importing " + who + " ...");
        FilledDatabase.fill(database, chats);
        if (byHand) {
            progress.accept("Copying them into a table made by hand ...");
            HandWrittenSearch.prepare(database);
            database.settle();
        }
        progress.accept("Searching ...");
        Map<String, Times> times = searched(database, chats, byHand);
        times.forEach((way, one) -> progress.accept("  " + way + ": " + Numbers.significant(one.p50(), 3) + " ms"));
        server.drop(database);
        return new Searched(chats.users(), chats.messagesEach(), times);
    }

    private Map<String, Times> searched(MeasuredDatabase database, Chats chats, boolean byHand) {
        Embedder embedder = Embedder.of(Chats.model(), SyntheticEmbeddings.SPACE);
        List<String> questions = Chats.questions();
        try (HikariDataSource pool = database.pool(1);
                HikariDataSource plain = database.pool(1);
                Kendall kendall = Kendall.builder(MeasuredDatabase.storage(pool))
                        .clock(InstantSource.fixed(SyntheticUser.NOW))
                        .embedder(embedder)
                        .open()) {
            HandWrittenSearch hand = new HandWrittenSearch(plain);
            Map<String, Slices.Operation> ways = new LinkedHashMap<>();
            ways.put(
                    RetrievalResults.DEFAULT,
                    time -> checkFound(kendall.search()
                            .messages(user(chats, time), SearchQuery.of(question(questions, time)), MessageFilter.all())
                            .hits()));
            ways.put(
                    RetrievalResults.MEANING,
                    time -> checkFound(arm(kendall, chats, questions, time, SearchMode.SEMANTIC)));
            // A short question may have only words that the user never wrote.
            ways.put(RetrievalResults.WORD, time -> arm(kendall, chats, questions, time, SearchMode.KEYWORD));
            if (byHand) {
                ways.put(RetrievalResults.BY_HAND, time -> {
                    String question = question(questions, time);
                    checkFound(hand.search(user(chats, time), question, embedder.embed(question)));
                });
            }
            return slices.measure(ways);
        }
    }

    private static List<?> arm(Kendall kendall, Chats chats, List<String> questions, int time, SearchMode mode) {
        SearchQuery query = SearchQuery.of(question(questions, time)).in(mode);
        return kendall.search()
                .messages(user(chats, time), query, MessageFilter.all())
                .hits();
    }

    private static String question(List<String> questions, int time) {
        return questions.get(time % questions.size());
    }

    /** Another one each time, none soon again. */
    private static UserId user(Chats chats, int time) {
        return Chats.user((int) (time * 7_919L % chats.users()));
    }

    /** By meaning there is always something. */
    private static void checkFound(List<?> found) {
        if (found.isEmpty()) {
            throw new IllegalStateException("a search found nothing");
        }
    }

    private String method() {
        return slices.rounds() + " rounds of " + slices.slices() + " slices of "
                + slices.slice().toMillis() + " ms for each way after " + slices.warmUp()
                + " slices of warm-up, slice by slice in turn";
    }
}
