package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.context.ContextReader;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading a turn's context while more is stored: of everybody, and of the one user. All sizes are there at once and measured in turn. */
final class GrowthBenchmark {
    /** How many messages the user has whose part is constant. */
    static final int OWN = 1_000;

    private GrowthBenchmark() {}

    /** One database for each size; in each the same user with {@value #OWN} messages, and others with the rest. */
    static Map<Integer, Times> ofTheTable(MeasuredServer server, List<Integer> sizes, Rounds rounds) throws Exception {
        List<HikariDataSource> pools = new ArrayList<>();
        try {
            Map<Integer, Rounds.Operation> ways = new LinkedHashMap<>();
            for (int size : sizes) {
                MeasuredDatabase database = server.database();
                HikariDataSource pool = database.pool(1);
                pools.add(pool);
                PostgresStorage storage = MeasuredDatabase.storage(pool);
                UserTurns turns = UserTurns.write(storage, ReadBenchmark.USER, OWN);
                new Mass(database).add(size - OWN);
                storage.vectorIndexes().ensure();
                database.settle();
                ContextReader reader = storage.context();
                ways.put(size, turn -> reader.read(turns.query(turn)));
            }
            return rounds.measure(ways);
        } finally {
            pools.forEach(HikariDataSource::close);
        }
    }

    /** One database with a user for each size. */
    static Map<Integer, Times> ofTheUser(MeasuredServer server, List<Integer> sizes, Rounds rounds) throws Exception {
        MeasuredDatabase database = server.database();
        try (HikariDataSource pool = database.pool(1)) {
            PostgresStorage storage = MeasuredDatabase.storage(pool);
            Map<Integer, Rounds.Operation> ways = new LinkedHashMap<>();
            ContextReader reader = storage.context();
            for (int size : sizes) {
                UserTurns turns = UserTurns.write(storage, UserId.of("user-of-" + size), size);
                ways.put(size, turn -> reader.read(turns.query(turn)));
            }
            storage.vectorIndexes().ensure();
            database.settle();
            return rounds.measure(ways);
        }
    }
}
