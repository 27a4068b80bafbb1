package dev.kendall.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.analytics.DailyStore;
import dev.kendall.chat.Message;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Storage on PostgreSQL 15 or newer with pgvector 0.8.0 or newer. Thread-safe; one for the whole application.
 *
 * <pre>{@code
 * PostgresSchema.of(dataSource).migrate();
 * try (Kendall kendall = Kendall.open(PostgresStorage.open(dataSource), embeddingModel)) { … }
 * }</pre>
 *
 * <p>A turn is read in one round trip and stored in one. Calls outside of transactions are transactions by themselves; those that write for one
 * user come one after the other. {@link #inTransaction} sees one moment (repeatable read) and is refused with {@link Conflict} when somebody
 * changed anything of a user that it looked at or wrote for. What goes over all users is read from the same moment, but not guarded.
 *
 * <p>When the connection breaks, or two transactions stand in each other's way, calls are repeated a few times where that is safe: reads, and
 * writes that name what they store. Otherwise, and when that does not help, the caller is told with {@link StorageUnavailable}.
 */
public final class PostgresStorage extends PostgresStores implements TransactionalStorage, ReplicaStorage {
    private final DirectAccess access;
    private final VectorExtension extension;
    private final Runnable closing;
    private final RowStore rows;
    private final DailyStore daily;

    private PostgresStorage(DirectAccess access, VectorExtension extension, Runnable closing) {
        super(access);
        this.extension = extension;
        this.access = access;
        this.closing = closing;
        this.rows = new PostgresRowStore(access, this);
        this.daily = new PostgresDailyStore(access);
    }

    /**
     * Opens the storage in the schema {@value PostgresSchema#DEFAULT_NAME} of the host's database, with the defaults. The data source stays the
     * host's, who closes it after the storage.
     *
     * @throws StorageRefused when the tables are not there, or of another version: the message says what to call
     * @throws StorageUnavailable when the database cannot be reached
     */
    public static PostgresStorage open(DataSource dataSource) {
        return builder(dataSource).open();
    }

    /**
     * Opens the storage behind a connection string, as {@link PostgresPool} reads it, with a pool of its own that is closed with it.
     *
     * @throws IllegalArgumentException when the connection string cannot be understood
     * @throws StorageRefused when the tables are not there, or of another version: the message says what to call
     * @throws StorageUnavailable when the database cannot be reached
     */
    public static PostgresStorage open(String uri) {
        return builder(uri).open();
    }

    /** Opens a storage with options. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource, () -> {});
    }

    /**
     * Opens a storage behind a connection string with options, and a pool of its own that is closed with it.
     *
     * @throws IllegalArgumentException when the connection string cannot be understood
     */
    public static Builder builder(String uri) {
        HikariDataSource pool = PostgresPool.of(uri).open();
        return new Builder(pool, pool::close);
    }

    @Override
    public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
        try {
            Ran<R> ran = access.withConnection("run a transaction", connection -> run(connection, work));
            if (ran.jobDue()) {
                access.jobIsDue();
            }
            return ran.result();
        } catch (ThrownByWork e) {
            throw e.<X>thrown();
        }
    }

    /** What a transaction that was committed gave, and whether a job is due since. */
    private record Ran<R>(R result, boolean jobDue) {}

    private <R, X extends Exception> Ran<R> run(Connection connection, Work<R, X> work) throws SQLException, X {
        return DirectAccess.inTransaction(connection, () -> {
            Session session = new Session(access.backend(), connection, false);
            session.run(Sql.of("set transaction isolation level repeatable read"));
            TransactionAccess inside = new TransactionAccess(session);
            try {
                R result = run(new PostgresTransaction(inside), work);
                inside.checkBeforeCommit();
                return new Ran<>(result, inside.isJobDue());
            } finally {
                inside.end();
            }
        });
    }

    private static <R, X extends Exception> R run(Transaction transaction, Work<R, X> work) throws X {
        try {
            return work.run(transaction);
        } catch (Exception e) {
            if (e instanceof SQLException own) {
                throw new ThrownByWork(own);
            }
            throw e;
        }
    }

    /** A failure of the host's own SQL, on its way past those of ours. */
    private static final class ThrownByWork extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final SQLException thrown;

        ThrownByWork(SQLException thrown) {
            super(null, thrown, false, false);
            this.thrown = thrown;
        }

        /** As the work declares it. */
        @SuppressWarnings("unchecked")
        <X extends Exception> X thrown() {
            return (X) thrown;
        }
    }

    /**
     * The stores in a transaction of the host's, so that its own rows and Kendall's are stored together or not at all:
     *
     * <pre>{@code
     * connection.setAutoCommit(false);
     * insertOrder(connection);
     * turn.complete(reply, storage.in(connection));
     * connection.commit();
     * }</pre>
     *
     * <p>Beginning, isolation, commit, rollback and closing are the host's. The stores must not be used after that. After a failure, as always in
     * PostgreSQL, the transaction can only be rolled back.
     *
     * @param connection to the same database, with auto-commit off
     * @throws IllegalArgumentException when auto-commit is on
     */
    public Transaction in(Connection connection) {
        access.checkOpen();
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "the connection commits each statement by itself; call setAutoCommit(false) first");
            }
        } catch (SQLException e) {
            throw SqlFailures.translate("use the host's connection", e);
        }
        return new PostgresTransaction(new TransactionAccess(new Session(access.backend(), connection, false)));
    }

    /**
     * Its rows. What is put is one transaction, and nothing of it is queued for embedding: what has no vector then is found by {@link
     * EmbeddingWorker} and {@code EmbeddingBackfill}.
     */
    @Override
    public RowStore rows() {
        return rows;
    }

    @Override
    public DailyStore daily() {
        return daily;
    }

    /** In one statement, and one round trip. */
    @Override
    public List<Message> storeTurn(TurnWrite turn) {
        return appending().append(turn);
    }

    /** Closes the pool that this storage made; a host's data source stays open. */
    @Override
    public void close() {
        if (access.close()) {
            closing.run();
        }
    }

    /** The indexes of vectors, to be built when somebody needs them. */
    public VectorIndexes vectorIndexes() {
        return new VectorIndexes(access, extension);
    }

    /** How PostgreSQL carries out searches. */
    public QueryPlans queryPlans() {
        return plans(access);
    }

    DirectAccess access() {
        return access;
    }

    /** Options of a {@link PostgresStorage}. Not thread-safe. */
    public static final class Builder {
        private final DataSource dataSource;
        private final Runnable closing;
        private boolean migrating;
        private String schema = PostgresSchema.DEFAULT_NAME;
        private PostgresOptions options = PostgresOptions.defaults();
        private InstantSource clock = InstantSource.system();
        private @Nullable IdGenerator ids;

        private Builder(DataSource dataSource, Runnable closing) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
            this.closing = closing;
        }

        /** Creates the tables, or brings them to this version, before opening, as {@link PostgresSchema#migrate()} does. Default: not. */
        public Builder migrate() {
            this.migrating = true;
            return this;
        }

        /** The schema of the tables. Default: {@value PostgresSchema#DEFAULT_NAME}. */
        public Builder schema(String schema) {
            this.schema = Objects.requireNonNull(schema, "schema");
            return this;
        }

        /** How it works. Default: {@link PostgresOptions#defaults()}. */
        public Builder options(PostgresOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Where the time comes from. Default: the system's clock. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Where ids come from; they must ascend. Default: UUIDv7 by the storage's clock. */
        public Builder ids(IdGenerator ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /**
         * Opens the storage.
         *
         * @throws StorageRefused when the tables are not there, or of another version: the message says what to call
         * @throws StorageUnavailable when the database cannot be reached
         */
        public PostgresStorage open() {
            boolean opened = false;
            try {
                PostgresStorage storage = opened();
                opened = true;
                return storage;
            } finally {
                if (!opened) {
                    closing.run();
                }
            }
        }

        private PostgresStorage opened() {
            if (migrating) {
                PostgresSchema.of(dataSource, schema).migrate();
            }
            SchemaName name = new SchemaName(schema);
            VectorExtension extension = OpeningChecks.run(dataSource, name);
            Names names = new Names(name, new SchemaName(extension.schema()));
            IdGenerator generator = ids != null ? ids : UuidV7.secure(clock);
            Backend backend = new Backend(names, options, clock, generator);
            return new PostgresStorage(new DirectAccess(backend, dataSource), extension, closing);
        }
    }
}
