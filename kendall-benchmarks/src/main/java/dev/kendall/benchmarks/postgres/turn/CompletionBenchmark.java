package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.store.postgres.PostgresStorage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Storing a turn, against the least that any commit costs: one row in a table without an index. */
final class CompletionBenchmark {
    static final String TURN = "turn";
    static final String ROW = "row";

    private CompletionBenchmark() {}

    static Map<String, Times> run(MeasuredDatabase database, UserTurns turns, Rounds rounds) throws Exception {
        database.run("create table one_row (n integer)");
        IdGenerator ids = ids();
        try (HikariDataSource pool = database.pool(1)) {
            PostgresStorage storage = MeasuredDatabase.storage(pool);
            Map<String, Rounds.Operation> ways = new LinkedHashMap<>();
            ways.put(TURN, turn -> storage.storeTurn(turns.write(turn, ids)));
            ways.put(ROW, turn -> insertRow(pool, turn));
            return rounds.measure(ways);
        }
    }

    static Traffic traffic(MeasuredDatabase database, UserTurns turns) {
        IdGenerator ids = ids();
        return Traffic.of(database, storage -> storage.storeTurn(turns.write(0, ids)));
    }

    static IdGenerator ids() {
        return UuidV7.secure(InstantSource.fixed(SyntheticUser.NOW));
    }

    private static void insertRow(DataSource pool, int number) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into one_row values (?)")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
    }
}
