package dev.kendall.testkit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database, or a schema of one, and who enters it. Thread-safe. Its text form holds no password. */
public final class PostgresDatabase {
    private final DatabaseUrl url;

    PostgresDatabase(DatabaseUrl url) {
        this.url = Objects.requireNonNull(url, "url");
    }

    DatabaseUrl url() {
        return url;
    }

    /** For the driver, without user and password. */
    public String jdbcUrl() {
        return url.jdbc();
    }

    /** Who enters. */
    public String user() {
        return url.user();
    }

    /** The user's password; empty when there is none. */
    public String password() {
        return url.password();
    }

    /** The database's name. */
    public String name() {
        return url.database();
    }

    /** For the driver, with user and password: it shows the password. */
    public String jdbcUrlWithPassword() {
        return url.withParameter("user", url.user())
                .withParameter("password", url.password())
                .jdbc();
    }

    /** {@code postgresql://user:password@host:port/name}, as psql reads it: it shows the password. */
    public String uri() {
        return url.uri();
    }

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        return url.connect();
    }

    /** A source of new connections, without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url.jdbc());
        source.setUser(url.user());
        source.setPassword(url.password());
        return source;
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
