package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.storage.ComposedContextReader;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All benchmarks of the turn, one after the other.
 *
 * @param rounds of one user
 * @param crowded of many
 * @param tableSizes how many messages all users have together, the first {@value GrowthBenchmark#OWN}
 * @param userSizes how many messages one user has
 * @param progress is told what is done
 */
record TurnBenchmarks(
        Rounds rounds, Rounds crowded, List<Integer> tableSizes, List<Integer> userSizes, Consumer<String> progress) {
    /** How many messages each user of a benchmark has whose size is not the question. */
    private static final int MESSAGES = 1_000;

    /** About a quarter of an hour. */
    static TurnBenchmarks whole(int messages, int own, Consumer<String> progress) {
        return new TurnBenchmarks(
                new Rounds(7, Duration.ofSeconds(1), Duration.ofSeconds(3)),
                new Rounds(3, Duration.ofSeconds(8), Duration.ofSeconds(10)),
                decades(GrowthBenchmark.OWN, messages),
                decades(100, own),
                progress);
    }

    /** As short as shows that everything runs. */
    static TurnBenchmarks quick(Consumer<String> progress) {
        return new TurnBenchmarks(
                new Rounds(2, Duration.ofMillis(200), Duration.ofMillis(500)),
                new Rounds(1, Duration.ofSeconds(2), Duration.ofSeconds(2)),
                List.of(1_000, 5_000),
                List.of(100, 1_000),
                progress);
    }

    TurnResults run(Environment environment) throws Exception {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start()) {
            progress.accept("Writing two users ...");
            MeasuredDatabase database = server.database();
            UserTurns reader;
            UserTurns writer;
            try (HikariDataSource pool = database.pool(1)) {
                PostgresStorage storage = MeasuredDatabase.storage(pool);
                reader = UserTurns.write(storage, ReadBenchmark.USER, MESSAGES);
                writer = UserTurns.write(storage, UserId.of("writer"), MESSAGES);
            }
            database.settle();
            progress.accept("Reading a turn's context, beside JDBC alone ...");
            ReadBenchmark.Reading reading = ReadBenchmark.run(database, reader, rounds);
            tell(reading.times());
            progress.accept("The same from farther away, beside asking store by store ...");
            List<TripBenchmark.Distance> distances = TripBenchmark.run(database, reader, rounds);
            tell(distances.stream()
                    .collect(Collectors.toMap(
                            distance -> distance.roundTrip() + " ms away",
                            distance -> distance.storeByStore().to(distance.oneFlight()))));
            Traffic flight = Traffic.of(database, storage -> storage.context().read(reader.query(0)));
            Traffic calls = Traffic.of(database, storage -> new ComposedContextReader(storage).read(reader.query(0)));
            progress.accept("Storing a turn ...");
            Map<String, Times> completion = CompletionBenchmark.run(database, writer, rounds);
            tell(completion);
            Traffic stored = CompletionBenchmark.traffic(database, writer);
            server.drop(database);
            progress.accept("Many users at once, beside pgbench ...");
            Map<String, CrowdBenchmark.Throughput> crowd = CrowdBenchmark.run(server.database(), MESSAGES, crowded);
            tell(crowd);
            progress.accept("Reading while one user writes more and more ...");
            Map<Integer, Times> byUser = GrowthBenchmark.ofTheUser(server, userSizes, rounds);
            tell(byUser);
            progress.accept("Reading while others write more and more ...");
            Map<Integer, Times> byTable = GrowthBenchmark.ofTheTable(server, tableSizes, rounds);
            tell(byTable);
            return new TurnResults(
                    started,
                    environment,
                    server.described(),
                    method(),
                    reading,
                    distances,
                    flight,
                    calls,
                    byTable,
                    byUser,
                    crowd,
                    completion,
                    stored);
        }
    }

    /** From the first to the last, ten times as many each time, and the last. */
    static List<Integer> decades(int first, int last) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = first; size < last; size *= 10) {
            sizes.add(size);
        }
        sizes.add(last);
        return sizes;
    }

    private void tell(Map<?, ?> measured) {
        measured.forEach((way, value) -> progress.accept("  " + way + ": " + value));
    }

    private String method() {
        return rounds.count() + " rounds of " + rounds.each().toMillis() + " ms for each way after "
                + rounds.warmUp().toMillis() + " ms of warm-up, way by way in turn; many users at once "
                + crowded.count() + " rounds of "
                + crowded.each().toSeconds() + " s after " + crowded.warmUp().toSeconds() + " s";
    }
}
