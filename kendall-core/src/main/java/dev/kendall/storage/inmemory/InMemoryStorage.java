package dev.kendall.storage.inmemory;

import dev.kendall.analytics.DailyStore;
import dev.kendall.context.ContextReader;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.storage.TransactionalStorage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Storage in the memory of the process: complete, transactional, searched exactly. For tests, demos, and hosts of a few hundred thousand
 * messages; a search reads all rows of its user.
 *
 * <p>With a snapshot file it keeps its data over restarts: the file is read on opening, and written whole by {@link #save()} and {@link
 * #close()}, so that a reader sees the old file or the new one and never a part. What was written since the last save is lost when the
 * process dies. One process at a time may use a file.
 *
 * <p>Transactions are serialisable in what they look at user by user: one that looked at a user whom another changed meanwhile is refused
 * with {@link dev.kendall.failure.Conflict}. What goes over all users (listing users, outbox entries or rows to embed) is read from the same
 * moment, but not guarded. Calls outside of transactions are never refused.
 */
public final class InMemoryStorage extends InMemoryStores implements TransactionalStorage, ReplicaStorage {
    private final Direct direct;
    private final RowStore rows;
    private final DailyStore daily;
    private final @Nullable Snapshot snapshot;
    private final ReentrantLock saving = new ReentrantLock();
    private State saved;
    private boolean closed;

    private InMemoryStorage(Direct direct, @Nullable Snapshot snapshot) {
        super(direct);
        this.direct = direct;
        this.rows = new InMemoryRowStore(direct, this);
        this.daily = new InMemoryDailyStore(direct);
        this.snapshot = snapshot;
        this.saved = direct.state();
    }

    /** An empty storage, gone with the process. */
    public static InMemoryStorage create() {
        return builder().build();
    }

    /** A storage with options. */
    public static Builder builder() {
        return new Builder();
    }

    /** Reads a turn's context out of one moment. */
    @Override
    public ContextReader context() {
        return query ->
                new InMemoryTransaction(direct, direct.draft()).context().read(query);
    }

    @Override
    public RowStore rows() {
        return rows;
    }

    @Override
    public DailyStore daily() {
        return daily;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
        Draft draft = direct.draft();
        InMemoryTransaction transaction = new InMemoryTransaction(direct, draft);
        R result;
        try {
            result = work.run(transaction);
        } finally {
            transaction.end();
        }
        direct.commit(draft);
        return result;
    }

    /**
     * Writes the snapshot, when anything was changed since the last one. When it fails, the file is as it was.
     *
     * @throws IllegalStateException when there is no snapshot file
     * @throws StorageUnavailable when the file cannot be written
     */
    public void save() {
        if (snapshot == null) {
            throw new IllegalStateException("this storage has no snapshot file; build it with one to keep its data");
        }
        saving.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this storage is closed; its snapshot was written then");
            }
            write(snapshot);
        } finally {
            saving.unlock();
        }
    }

    private void write(Snapshot file) {
        State now = direct.state();
        if (now != saved) {
            file.write(now);
            saved = now;
        }
    }

    /**
     * Refuses further calls and writes the snapshot, where there is one. When that fails nothing is lost yet: make room and close again.
     *
     * @throws StorageUnavailable when the snapshot cannot be written
     */
    @Override
    public void close() {
        saving.lock();
        try {
            if (!closed) {
                direct.close();
                if (snapshot != null) {
                    write(snapshot);
                    snapshot.release();
                }
                closed = true;
            }
        } finally {
            saving.unlock();
        }
    }

    /** Options of an {@link InMemoryStorage}. Not thread-safe. */
    public static final class Builder {
        private InstantSource clock = InstantSource.system();
        private @Nullable IdGenerator ids;
        private @Nullable Path snapshot;

        private Builder() {}

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

        /** The file that keeps the data over restarts, created on the first save. Default: none. */
        public Builder snapshot(Path file) {
            this.snapshot = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Opens the storage, and reads the snapshot where its file exists.
         *
         * @throws StorageRefused when the file is damaged, of a newer format, in use by another process, or cannot be read; it is
         *     left as it is
         */
        public InMemoryStorage build() {
            IdGenerator generator = ids != null ? ids : UuidV7.secure(clock);
            if (snapshot == null) {
                return new InMemoryStorage(new Direct(clock, generator, State.EMPTY), null);
            }
            Snapshot file = Snapshot.open(snapshot);
            try {
                return new InMemoryStorage(new Direct(clock, generator, file.read()), file);
            } catch (RuntimeException e) {
                file.release();
                throw e;
            }
        }
    }
}
