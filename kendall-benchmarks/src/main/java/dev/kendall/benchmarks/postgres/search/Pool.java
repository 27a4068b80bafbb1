package dev.kendall.benchmarks.postgres.search;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database behind the same pool for every store. */
final class Pool implements AutoCloseable {
    private final HikariDataSource source;

    Pool(PostgresDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        this.source = new HikariDataSource(config);
    }

    DataSource source() {
        return source;
    }

    void run(String statement) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    /** What autovacuum does sooner or later: visibility map and statistics. */
    void tidy() throws SQLException {
        run("vacuum (analyze)");
    }

    @Override
    public void close() {
        source.close();
    }
}
