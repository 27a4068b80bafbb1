package dev.kendall.examples.rehearse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.testkit.postgres.PassingDatabase;
import dev.kendall.testkit.postgres.PostgresDatabase;
import java.io.PrintWriter;
import java.util.List;
import javax.sql.DataSource;

/** A database that was made for the rehearsal, and goes with it. */
final class RehearsalDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 10;

    private final PassingDatabase passing;
    private final HikariDataSource pool;
    private final boolean given;

    private RehearsalDatabase(PassingDatabase passing, HikariDataSource pool, boolean given) {
        this.passing = passing;
        this.pool = pool;
        this.given = given;
    }

    /** Makes it on the server that {@code --postgres} names. */
    static RehearsalDatabase make(String postgres, Host host, PrintWriter err) {
        PassingDatabase passing = NamedPostgres.of(postgres, host, err).openPassingDatabase(host, err);
        PostgresDatabase database = passing.database();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        return new RehearsalDatabase(passing, new HikariDataSource(config), !postgres.equals(NamedPostgres.DEMO));
    }

    DataSource dataSource() {
        return pool;
    }

    /** What a shell that uses it has to be told. A password that was given is not shown. */
    List<String> exports() {
        PostgresDatabase database = passing.database();
        if (!given) {
            return List.of("export DB='" + database.uri() + "'");
        }
        String url = database.jdbcUrl();
        String named = "export DB='" + url + (url.contains("?") ? "&" : "?") + "user=" + database.user() + "'";
        return database.password().isEmpty()
                ? List.of(named)
                : List.of(named, "export PGPASSWORD=...   # the one of --postgres");
    }

    @Override
    public void close() {
        pool.close();
        passing.close();
    }
}
