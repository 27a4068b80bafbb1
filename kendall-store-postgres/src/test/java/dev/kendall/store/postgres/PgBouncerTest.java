package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.id.IdGenerator;
import dev.kendall.storage.Storage;
import dev.kendall.testkit.ChatStoreContract;
import dev.kendall.testkit.ConcurrencyContract;
import dev.kendall.testkit.ContextReaderContract;
import dev.kendall.testkit.JobQueueContract;
import dev.kendall.testkit.JobWorkerContract;
import dev.kendall.testkit.SearchStoreContract;
import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.TransactionContract;
import dev.kendall.testkit.TurnContract;
import dev.kendall.testkit.VectorStoreContract;
import dev.kendall.testkit.postgres.PgBouncer;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The contract through PgBouncer in transaction mode: each transaction may run on another connection to the server than the one before, and so
 * nothing may stay on a connection: no setting, no prepared statement, no temporary table, no lock of the session's.
 */
@Tag("once")
class PgBouncerTest {
    private static final int SERVER_CONNECTIONS = 6;

    private static PostgresDatabase database;
    private static PgBouncer bouncer;
    private static HikariDataSource pool;

    @BeforeAll
    static void start() {
        database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        bouncer = PgBouncer.start(database, SERVER_CONNECTIONS);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(bouncer.database().jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2 * SERVER_CONNECTIONS);
        config.addDataSourceProperty("prepareThreshold", "0");
        pool = new HikariDataSource(config);
    }

    @AfterAll
    static void checkThatNothingStayed() throws SQLException {
        pool.close();
        try {
            assertServerConnectionsAreAsNew();
        } finally {
            bouncer.close();
            PostgresServer.shared().drop(database);
        }
    }

    /** Transactions held open at the same time are on different connections to the server, until it has been all of them. */
    private static void assertServerConnectionsAreAsNew() throws SQLException {
        List<String> fresh;
        try (Connection direct = database.connect()) {
            fresh = state(direct);
        }
        List<Connection> held = new ArrayList<>();
        Set<Integer> backends = new HashSet<>();
        try {
            for (int i = 0; i < SERVER_CONNECTIONS; i++) {
                Connection connection = bouncer.database().connect();
                held.add(connection);
                connection.setAutoCommit(false);
                assertThat(state(connection)).isEqualTo(fresh);
                backends.add(Integer.parseInt(
                        ask(connection, "select pg_backend_pid()").get(0)));
            }
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
        assertThat(backends).hasSize(SERVER_CONNECTIONS);
    }

    /** All settings but those that the client and the pooler themselves choose, and what else a session can leave behind. */
    private static List<String> state(Connection connection) throws SQLException {
        // Loads pgvector, whose settings are there only then.
        ask(connection, "select '[1]'::public.vector");
        List<String> state = ask(
                connection,
                "select name || ' = ' || setting from pg_settings"
                        + " where name not in ('application_name', 'extra_float_digits', 'transaction_isolation',"
                        + " 'client_encoding', 'DateStyle', 'TimeZone') order by name");
        assertThat(state)
                .contains("lock_timeout = 0", "statement_timeout = 0", "enable_seqscan = on", "plan_cache_mode = auto")
                .contains("hnsw.ef_search = 40", "hnsw.iterative_scan = off");
        state.addAll(ask(connection, "select name from pg_prepared_statements"));
        state.addAll(ask(connection, "select relname from pg_class where relpersistence = 't'"));
        state.addAll(ask(connection, "select 'lock ' || objid from pg_locks where locktype = 'advisory'"));
        return state;
    }

    private static List<String> ask(Connection connection, String query) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    /** Through the pooler. */
    private static final StorageFixture POOLED = new StorageFixture() {
        @Override
        public Storage open(InstantSource clock, IdGenerator ids) {
            try (Connection connection = database.connect()) {
                PostgresFixture.empty(connection);
            } catch (SQLException e) {
                throw new AssertionError("the database could not be emptied", e);
            }
            return PostgresStorage.builder(pool).clock(clock).ids(ids).open();
        }
    };

    @Nested
    class Chat extends ChatStoreContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Turns extends TurnContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Search extends SearchStoreContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Vectors extends VectorStoreContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Context extends ContextReaderContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class Jobs extends JobQueueContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }

    @Nested
    class JobWorkers extends JobWorkerContract {
        @Override
        protected StorageFixture fixture() {
            return POOLED;
        }
    }
}
