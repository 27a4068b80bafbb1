package dev.kendall.store.postgres;

import dev.kendall.id.IdGenerator;
import dev.kendall.internal.Checks;
import dev.kendall.job.JobAlarm;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;

/** What every session of a storage shares. Thread-safe. */
final class Backend {
    private final Names names;
    private final PostgresOptions options;
    private final InstantSource clock;
    private final IdGenerator ids;
    private final Spaces spaces = new Spaces();
    private final JobAlarm jobAlarm = new JobAlarm();
    private final Configuration jooq;

    Backend(Names names, PostgresOptions options, InstantSource clock, IdGenerator ids) {
        this.names = names;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
        Settings settings = new Settings()
                .withRenderMapping(names.mapping())
                .withQueryTimeout(statementTimeoutSeconds())
                .withExecuteLogging(false);
        this.jooq = new DefaultConfiguration().set(SQLDialect.POSTGRES).set(settings);
    }

    PostgresOptions options() {
        return options;
    }

    InstantSource clock() {
        return clock;
    }

    /** The time, as it is stored. */
    Instant now() {
        return Checks.time("the clock's time", clock.instant());
    }

    IdGenerator ids() {
        return ids;
    }

    /** Rung once a job that is due was committed. */
    JobAlarm jobAlarm() {
        return jobAlarm;
    }

    Spaces spaces() {
        return spaces;
    }

    Names names() {
        return names;
    }

    /** A template's SQL in this database; see {@link Names#sql}. */
    String sql(String template) {
        return names.sql(template);
    }

    DSLContext jooq(Connection connection) {
        return DSL.using(jooq.derive(new DefaultConnectionProvider(connection)));
    }

    /** JDBC counts in seconds; what is less than one is one. */
    int statementTimeoutSeconds() {
        return (int) Math.max(1, options.statementTimeout().toSeconds());
    }
}
