package dev.kendall.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/**
 * A pool of connections made from a connection string, for hosts that have no {@code DataSource}. Prepared statements, encryption and timeouts are
 * set as the server wants them: {@link PostgresUri} says how it knows. Not thread-safe; the pool that it opens is.
 */
public final class PostgresPool {
    /** The driver gives up on a server that does not answer this long after the statement should have been cancelled. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final PostgresUri uri;
    private int size = 10;
    private Duration connectionTimeout = Duration.ofSeconds(5);
    private Duration statementTimeout = PostgresOptions.defaults().statementTimeout();

    private PostgresPool(PostgresUri uri) {
        this.uri = Objects.requireNonNull(uri, "uri");
    }

    /**
     * A pool for a connection string: {@code postgresql://user:password@host:5432/database}, with libpq's parameters, or
     * {@code jdbc:postgresql://…}.
     *
     * @throws IllegalArgumentException when it cannot be understood; the message says which part is wrong, and holds no password
     */
    public static PostgresPool of(String uri) {
        return new PostgresPool(PostgresUri.parse(uri));
    }

    /** How many connections at most, 1 to 1,000. Default: 10. A server with few cores is not faster with more. */
    public PostgresPool size(int size) {
        this.size = Checks.range("pool size", size, 1, 1_000);
        return this;
    }

    /** How long a call waits for a connection before it fails with {@link StorageUnavailable}, 250 milliseconds to 1 hour. Default: 5 seconds. */
    public PostgresPool connectionTimeout(Duration connectionTimeout) {
        if (connectionTimeout.toMillis() < 250 || connectionTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "the connection timeout is " + connectionTimeout + "; it must be from PT0.25S to PT1H");
        }
        this.connectionTimeout = connectionTimeout;
        return this;
    }

    /** The storage's {@link PostgresOptions#statementTimeout()}: a server that is silent for longer is given up. Default: 10 seconds. */
    public PostgresPool statementTimeout(Duration statementTimeout) {
        this.statementTimeout = Objects.requireNonNull(statementTimeout, "statementTimeout");
        return this;
    }

    /** Opens the pool; the first connection is made when it is asked for, so that a server that is down does not show yet. */
    public HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("kendall");
        config.setJdbcUrl(uri.jdbcUrl());
        config.setUsername(uri.user());
        config.setPassword(uri.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(connectionTimeout.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(statementTimeout.plus(SILENCE).toSeconds()));
        // A server that is silent does not take the cancelling of a statement either.
        config.addDataSourceProperty("cancelSignalTimeout", "2");
        uri.properties().forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }
}
