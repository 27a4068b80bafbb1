package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import javax.sql.DataSource;

/** A database with Kendall's tables. */
record TurnDatabase(PostgresDatabase database) {
    private static final InstantSource CLOCK = InstantSource.fixed(SyntheticUser.NOW);

    static TurnDatabase migrated(PostgresDatabase database) {
        PostgresSchema.of(database.dataSource()).migrate();
        return new TurnDatabase(database);
    }

    HikariDataSource pool(int size) {
        return pool(database, size);
    }

    static HikariDataSource pool(PostgresDatabase database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** Kendall with the defaults, at the time at which the histories end. */
    static PostgresStorage storage(DataSource source) {
        return storage(source, UuidV7.secure(CLOCK));
    }

    /** The same, with ids from elsewhere. */
    static PostgresStorage storage(DataSource source, IdGenerator ids) {
        return PostgresStorage.builder(source).clock(CLOCK).ids(ids).open();
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Brings the planner's statistics and the visibility maps up to date, and the disk to rest. */
    void settle() throws SQLException {
        run("vacuum analyze");
    }
}
