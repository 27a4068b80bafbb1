package dev.kendall.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.id.IdGenerator;
import dev.kendall.storage.Storage;
import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One database for all tests of a JVM that want an empty storage; emptied before each. */
final class PostgresFixture implements StorageFixture {
    /** The fixture, with the defaults. */
    static final PostgresFixture INSTANCE = new PostgresFixture();

    /** What is left goes with it: everything of a user with the user. */
    private static final String EMPTY = Stream.of(
                    "users",
                    "jobs",
                    "embedding_spaces",
                    "daily_rows",
                    "cutover_plan",
                    "cutover_homes",
                    "cutover_intents",
                    "cutover_marks",
                    "cutover_debts",
                    "cutover_queue",
                    "cutover_tombstones",
                    "cutover_counters",
                    "cutover_samples",
                    "cutover_mismatches",
                    "cutover_notes")
            .map(table -> "delete from kendall." + table)
            .collect(Collectors.joining(";"));

    private static final class Pool {
        static final HikariDataSource SOURCE = open();

        private static HikariDataSource open() {
            HikariDataSource pool = pool(PostgresServer.shared().freshDatabase(), 8);
            PostgresSchema.of(pool).migrate();
            return pool;
        }
    }

    private PostgresFixture() {}

    static HikariDataSource pool(PostgresDatabase database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(20_000);
        return new HikariDataSource(config);
    }

    static HikariDataSource dataSource() {
        return Pool.SOURCE;
    }

    static void empty() {
        try (Connection connection = dataSource().getConnection()) {
            empty(connection);
        } catch (SQLException e) {
            throw new AssertionError("the database could not be emptied", e);
        }
    }

    /** Empties the tables of a database; quicker than truncating them, where there is little. */
    static void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(EMPTY);
        }
    }

    @Override
    public Storage open(InstantSource clock, IdGenerator ids) {
        empty();
        return PostgresStorage.builder(dataSource()).clock(clock).ids(ids).open();
    }
}
