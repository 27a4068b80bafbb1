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

/** One database for all tests of a JVM that want an empty storage; emptied before each. */
final class PostgresFixture implements StorageFixture {
    /** The fixture, with the defaults. */
    static final PostgresFixture INSTANCE = new PostgresFixture();

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
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate kendall.users, kendall.embedding_spaces, kendall.jobs, kendall.cutover_plan, kendall.cutover_homes,"
                            + " kendall.cutover_intents, kendall.cutover_marks, kendall.cutover_queue, kendall.cutover_debts,"
                            + " kendall.cutover_tombstones, kendall.cutover_counters, kendall.cutover_samples,"
                            + " kendall.cutover_mismatches, kendall.cutover_notes, kendall.daily_rows cascade");
        } catch (SQLException e) {
            throw new AssertionError("the database could not be emptied", e);
        }
    }

    @Override
    public Storage open(InstantSource clock, IdGenerator ids) {
        empty();
        return PostgresStorage.builder(dataSource()).clock(clock).ids(ids).open();
    }
}
