package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.context.ContextReader;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reading a turn's context through Kendall, against the same statements with the same values through the driver alone. */
final class ReadBenchmark {
    static final String KENDALL = "Kendall";
    static final String JDBC = "JDBC";
    /** The driver alone, where the server makes a plan for each execution. */
    static final String PLANNED = "JDBC, planned each time";

    static final UserId USER = UserId.of("reader");

    private ReadBenchmark() {}

    /**
     * How often the server executed Kendall's statements.
     *
     * @param generic with the plan that it keeps
     * @param custom with a plan made for the values
     */
    record Plans(long generic, long custom) {}

    /**
     * What was measured.
     *
     * @param times of each way
     * @param plans of all executions through Kendall
     */
    record Reading(Map<String, Times> times, Plans plans) {
        Reading {
            times = new LinkedHashMap<>(times);
        }
    }

    static Reading run(MeasuredDatabase database, UserTurns turns, Rounds rounds) throws Exception {
        try (HikariDataSource kendall = database.pool(1);
                HikariDataSource plain = database.pool(1);
                HikariDataSource planned = database.pool(1)) {
            ContextReader reader = MeasuredDatabase.storage(kendall).context();
            List<TappedStatement> same = tapped(plain, turns);
            PlainJdbc jdbc = new PlainJdbc(plain);
            PlainJdbc each = new PlainJdbc(planned);
            Map<String, Rounds.Operation> ways = new LinkedHashMap<>();
            ways.put(KENDALL, turn -> reader.read(turns.query(turn)));
            ways.put(JDBC, turn -> jdbc.run(same.get(turn % UserTurns.DIFFERENT)));
            ways.put(
                    PLANNED,
                    turn -> each.run(same.get(turn % UserTurns.DIFFERENT).planned()));
            return new Reading(rounds.measure(ways), plans(kendall));
        }
    }

    /** What reading each of the different turns asks. */
    private static List<TappedStatement> tapped(DataSource source, UserTurns turns) {
        StatementTap tap = new StatementTap(source);
        PostgresStorage storage = MeasuredDatabase.storage(tap.dataSource());
        // Once for what is asked only once.
        storage.context().read(turns.query(0));
        tap.drain();
        List<TappedStatement> statements = new ArrayList<>();
        for (int turn = 0; turn < UserTurns.DIFFERENT; turn++) {
            storage.context().read(turns.query(turn));
            List<TappedStatement> asked = tap.drain();
            if (asked.size() != 1) {
                throw new IllegalStateException("a context was read with " + asked.size() + " statements");
            }
            statements.addAll(asked);
        }
        return statements;
    }

    private static Plans plans(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select sum(generic_plans), sum(custom_plans) from pg_prepared_statements"
                                + " where statement like '%\"kendall\"%'")) {
            row.next();
            return new Plans(row.getLong(1), row.getLong(2));
        }
    }
}
