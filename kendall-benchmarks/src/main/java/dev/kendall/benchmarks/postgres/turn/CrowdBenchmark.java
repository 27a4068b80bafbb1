package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.id.IdGenerator;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whole turns, read and stored, of many users at once on a small pool: through Kendall, and by pgbench with the same statements. */
final class CrowdBenchmark {
    static final String KENDALL = "Kendall";
    static final int USERS = 64;
    static final int CONNECTIONS = 8;
    private static final int THREADS = 2;
    /** Different turns of each user. */
    private static final int TURNS = 10;

    private final MeasuredDatabase database;
    private final List<UserTurns> users = new ArrayList<>();

    private CrowdBenchmark(MeasuredDatabase database) {
        this.database = database;
    }

    /**
     * What one way achieved.
     *
     * @param turnsPerSecond in each round
     * @param failed how many turns failed, in all rounds
     */
    record Throughput(List<Double> turnsPerSecond, long failed) {
        Throughput {
            turnsPerSecond = List.copyOf(turnsPerSecond);
        }

        double median() {
            return Ratio.of(turnsPerSecond.stream().mapToDouble(d -> d).toArray())
                    .median();
        }

        /** As {@link Times#to}, of throughput. */
        Ratio to(Throughput other) {
            return Ratio.of(turnsPerSecond, other.turnsPerSecond);
        }
    }

    /** One way to make turns for a while. */
    private interface Way {
        Pgbench.Result run(Duration duration) throws Exception;
    }

    static Map<String, Throughput> run(MeasuredDatabase database, int messages, Rounds rounds) throws Exception {
        CrowdBenchmark benchmark = new CrowdBenchmark(database);
        Pgbench pgbench = Pgbench.find();
        Path script = Files.createTempFile("turns", ".sql");
        try (HikariDataSource pool = database.pool(CONNECTIONS)) {
            PostgresStorage storage = MeasuredDatabase.storage(pool);
            benchmark.fill(storage, messages);
            PgbenchTurns turns = PgbenchTurns.tapped(pool, benchmark.users, TURNS);
            try (Connection connection = pool.getConnection()) {
                turns.fill(connection);
            }
            Files.writeString(script, turns.script(), StandardCharsets.UTF_8);
            database.settle();
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put(KENDALL, duration -> benchmark.turns(storage, duration));
            for (String protocol : List.of("prepared", "extended")) {
                ways.put(
                        "pgbench, " + protocol,
                        duration -> pgbench.run(
                                database.database(),
                                script,
                                new Pgbench.Load(protocol, CONNECTIONS, THREADS, duration)));
            }
            return measure(ways, rounds);
        } finally {
            Files.deleteIfExists(script);
        }
    }

    private void fill(PostgresStorage storage, int messages) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<UserTurns>> written = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                UserId id = UserId.of("user-" + user);
                written.add(threads.submit(() -> UserTurns.write(storage, id, messages)));
            }
            for (Future<UserTurns> user : written) {
                users.add(user.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Throughput> measure(Map<String, Way> ways, Rounds rounds) throws Exception {
        ways.get(KENDALL).run(rounds.warmUp());
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        Map<String, Long> failed = new LinkedHashMap<>();
        ways.keySet().forEach(way -> perSecond.put(way, new ArrayList<>()));
        List<String> order = new ArrayList<>(ways.keySet());
        for (int round = 0; round < rounds.count(); round++) {
            for (String way : order) {
                Pgbench.Result result = ways.get(way).run(rounds.each());
                perSecond.get(way).add(result.transactionsPerSecond());
                failed.merge(way, result.failed(), Long::sum);
            }
            order.add(order.remove(0));
        }
        Map<String, Throughput> result = new LinkedHashMap<>();
        perSecond.forEach((way, values) -> result.put(way, new Throughput(values, failed.get(way))));
        return result;
    }

    /** Each user in a thread of its own, one turn after the other. */
    private Pgbench.Result turns(PostgresStorage storage, Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            IdGenerator ids = CompletionBenchmark.ids();
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            List<Future<Long>> made = new ArrayList<>();
            for (UserTurns user : users) {
                Callable<Long> chat = () -> {
                    long count = 0;
                    for (int turn = 0; System.nanoTime() < end; turn++, count++) {
                        storage.context().read(user.query(turn % TURNS));
                        storage.storeTurn(user.write(turn % TURNS, ids));
                    }
                    return count;
                };
                made.add(threads.submit(chat));
            }
            long count = 0;
            for (Future<Long> user : made) {
                // A failure ends the run: none is expected.
                count += user.get();
            }
            return new Pgbench.Result(count * 1e9 / (System.nanoTime() - start), 0);
        } finally {
            threads.shutdownNow();
        }
    }
}
