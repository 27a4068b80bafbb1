package dev.kendall.benchmarks.shadow;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.paired.Slices;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.benchmarks.shadow.ShadowResults.Comparisons;
import dev.kendall.benchmarks.shadow.ShadowResults.Measured;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.store.postgres.PostgresStorage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls of a user in the stage {@code live}, PostgreSQL being the new side, over several old sides.
 *
 * @param progress is told what is done
 */
record ShadowBenchmark(Slices slices, Consumer<String> progress) {
    private static final int MESSAGES = 1_000;
    static final int THREADS = 25;

    /** About six minutes. */
    static ShadowBenchmark whole(int rounds, Consumer<String> progress) {
        return new ShadowBenchmark(new Slices(rounds, 5, Duration.ofMillis(300), 10), progress);
    }

    /** As short as shows that everything runs. */
    static ShadowBenchmark quick(Consumer<String> progress) {
        return new ShadowBenchmark(new Slices(2, 2, Duration.ofMillis(150), 2), progress);
    }

    ShadowResults run(Environment environment) throws Exception {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start()) {
            MeasuredDatabase database = server.database();
            try (HikariDataSource pool = database.pool(4)) {
                progress.accept("Writing a user ...");
                PostgresStorage storage = MeasuredDatabase.storage(pool);
                SyntheticUser history = new SyntheticUser(1);
                history.writeTo(storage, MESSAGES, THREADS);
                database.settle();
                Calls calls = Calls.of(history);
                CopiedUser user = new CopiedUser(SyntheticUser.ID, storage);
                List<Measured> measured = new ArrayList<>();
                calls.reads().forEach((name, call) -> {
                    measured.add(read(name, call, new InMemorySide(user), pool));
                    measured.add(read(name, call, new AirtableSide(user), pool));
                });
                calls.writes().forEach((name, call) -> measured.add(write(name, call, new AirtableSide(user), pool)));
                return new ShadowResults(started, environment, server.described(), method(), measured);
            }
        }
    }

    private Measured read(String name, Calls.Call call, OldSide side, HikariDataSource pool) {
        try (OldSide old = side) {
            List<String> names = new ArrayList<>(List.of(OldSide.OFF, OldSide.LIVING));
            names.addAll(old.deaths());
            Map<String, Way> ways = open(names, old, pool);
            try {
                old.die();
                Map<String, Times> times = measure(name, call, old, ways);
                Map<String, Comparisons> comparisons = new LinkedHashMap<>();
                ways.forEach((way, with) -> comparisons.put(way, with.comparisons()));
                return tell(new Measured(name, old.name(), times, comparisons));
            } finally {
                ways.values().forEach(Way::close);
            }
        }
    }

    /** A write is not compared: only whether the old side lives can matter. */
    private Measured write(String name, Calls.Call call, OldSide side, HikariDataSource pool) {
        try (OldSide old = side) {
            List<String> names = new ArrayList<>(List.of(OldSide.LIVING));
            names.addAll(old.deaths());
            Map<String, Way> ways = open(names, old, pool);
            try {
                old.die();
                ways.values().forEach(Way::startWorker);
                return tell(new Measured(name, old.name(), measure(name, call, old, ways), Map.of()));
            } finally {
                ways.values().forEach(Way::close);
            }
        }
    }

    /** Opened anew for each call: what another one left to be compared would meet its first slices. */
    private static Map<String, Way> open(List<String> names, OldSide old, HikariDataSource pool) {
        Map<String, Way> ways = new LinkedHashMap<>();
        names.forEach(name -> ways.put(name, Way.over(old, name, pool)));
        return ways;
    }

    private Map<String, Times> measure(String name, Calls.Call call, OldSide old, Map<String, Way> ways) {
        progress.accept("Measuring " + name + ", old side: " + old.name() + " ...");
        Map<String, Slices.Operation> operations = new LinkedHashMap<>();
        ways.forEach((way, with) -> operations.put(way, time -> call.on(with.storage(), time)));
        return slices.measure(operations);
    }

    private Measured tell(Measured measured) {
        measured.times()
                .forEach((way, times) -> progress.accept("  " + way + ": " + Numbers.significant(times.p50(), 3)
                        + " ms, " + measured.ratio(way) + " of " + measured.baseline(way) + ", "
                        + measured.comparisons().get(way)));
        return measured;
    }

    private String method() {
        return slices.rounds() + " rounds of " + slices.slices() + " slices of "
                + slices.slice().toMillis() + " ms for each way after " + slices.warmUp()
                + " slices of warm-up, slice by slice in turn";
    }
}
