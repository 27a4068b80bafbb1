package dev.kendall.store.postgres;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.StorageRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@link PostgresImport}: takes rows from the source, chunk by chunk, and stores each chunk in a transaction. */
final class ImportRun<T> {
    /** How many rows may wait for others. */
    static final int MAX_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresImport.class);
    /** How much text and how many numbers a chunk holds. */
    private static final long MAX_WEIGHT = 16_000_000;

    private final Access access;
    private final ImportOptions options;
    private final Importing<T> importing;
    private final Iterator<T> source;
    private final Instant started;

    /** Rows that were read, and are next. */
    private final Deque<T> ahead = new ArrayDeque<>();

    /** Rows by the key of the row that they wait for. */
    private final Map<Object, List<T>> waiting = new HashMap<>();

    /** Rows that have waited. They are not to wait again. */
    private final Set<T> waited = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<ImportReject.Reason, Long> rejected = new EnumMap<>(ImportReject.Reason.class);
    private int waitingRows;
    private long read;
    private long inserted;
    private long replaced;
    private long kept;
    private long deleted;

    ImportRun(Access access, ImportOptions options, Importing<T> importing, Iterator<T> source) {
        this.access = access;
        this.options = options;
        this.importing = importing;
        this.source = source;
        this.started = access.backend().clock().instant();
    }

    ImportReport run() {
        for (List<T> rows = next(); !rows.isEmpty(); rows = next()) {
            store(rows);
        }
        return report();
    }

    /** The rows of the next chunk. What still waits when the source is at its end gets its last chance. */
    private List<T> next() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Cancelled("the import was interrupted after " + read + " rows; run it again to go on", null);
        }
        if (ahead.isEmpty() && !source.hasNext()) {
            waiting.values().forEach(ahead::addAll);
            waited.addAll(ahead);
            waiting.clear();
            waitingRows = 0;
        }
        List<T> rows = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        long weight = 0;
        while (rows.size() < options.chunkRows() && weight < MAX_WEIGHT) {
            T row = take();
            if (row == null) {
                return rows;
            }
            List<?> own = importing.keys(row);
            if (own.stream().anyMatch(keys::contains)) {
                ahead.addFirst(row);
                return rows;
            }
            keys.addAll(own);
            rows.add(row);
            weight += importing.weight(row);
        }
        return rows;
    }

    private @Nullable T take() {
        T row = ahead.pollFirst();
        if (row == null && source.hasNext()) {
            row = source.next();
            read++;
        }
        return row;
    }

    private void store(List<T> rows) {
        Access.Repeat repeat = options.onConflict() == OnConflict.FAIL ? Access.Repeat.UNSAFE : Access.Repeat.SAFE;
        Chunk<T> chunk;
        try {
            chunk = access.write("import " + rows.size() + " rows of " + importing.kind(), repeat, session -> {
                Chunk<T> tried = new Chunk<>(importing, session, rows, options);
                importing.store(tried);
                tried.removeUnusedUsers();
                return tried;
            });
        } catch (StorageRefused e) {
            if (!isAboutRows(e)) {
                throw e;
            }
            storeWithout(rows, e);
            return;
        }
        inserted += chunk.insertedRows();
        replaced += chunk.replacedRows();
        kept += chunk.keptRows();
        deleted += chunk.deletedRows();
        chunk.rejects().forEach(this::reject);
        chunk.deferred().forEach(this::defer);
        for (T row : rows) {
            if (!chunk.deferred().containsKey(row)) {
                waited.remove(row);
                release(importing.keys(row).get(0));
            }
        }
        tell(options.onProgress(), report());
    }

    /** Whether the database did not take what a row holds: its values (22), a constraint (23), or its size (54). */
    private static boolean isAboutRows(StorageRefused e) {
        SQLException cause = SqlFailures.sqlCause(e);
        String state = cause == null ? "" : SqlFailures.state(cause);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    /** Stores all rows but those that the database does not take, which are looked for by halves. */
    private void storeWithout(List<T> rows, StorageRefused failure) {
        if (rows.size() > 1) {
            int half = rows.size() / 2;
            store(rows.subList(0, half));
            store(rows.subList(half, rows.size()));
            return;
        }
        SQLException cause = SqlFailures.sqlCause(failure);
        String state = cause == null ? "" : SqlFailures.state(cause);
        reject(new ImportReject(
                importing.ref(rows.get(0)),
                ImportReject.Reason.REFUSED,
                "PostgreSQL refused it (SQL state " + state + ")"));
    }

    private void defer(T row, Chunk.Wait wait) {
        if (waited.remove(row) || waitingRows == MAX_WAITING) {
            reject(wait.otherwise());
            return;
        }
        waiting.computeIfAbsent(wait.key(), key -> new ArrayList<>()).add(row);
        waitingRows++;
    }

    private void release(Object key) {
        List<T> released = waiting.remove(key);
        if (released != null) {
            waitingRows -= released.size();
            waited.addAll(released);
            ahead.addAll(released);
        }
    }

    private void reject(ImportReject reject) {
        rejected.merge(reject.reason(), 1L, Long::sum);
        tell(options.onReject(), reject);
    }

    private static <E> void tell(Consumer<E> listener, E event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener of an import failed; the import goes on", e);
        }
    }

    private ImportReport report() {
        Duration took = Duration.between(started, access.backend().clock().instant());
        return new ImportReport(
                importing.kind(),
                read,
                inserted,
                replaced,
                kept,
                deleted,
                rejected,
                took.isNegative() ? Duration.ZERO : took);
    }
}
