package dev.kendall.store.postgres;

import dev.kendall.failure.Conflict;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows that one transaction of an import stores, and what becomes of them. */
final class Chunk<T> {
    private final Importing<T> importing;
    private final Session session;
    private final List<T> rows;
    private final ImportOptions options;
    private final List<ImportReject> rejects = new ArrayList<>();
    private final Map<T, Wait> deferred = new IdentityHashMap<>();
    private final Set<UserId> created = new HashSet<>();
    private final Set<UserId> refused = new HashSet<>();
    private final Set<UserId> used = new HashSet<>();
    private long inserted;
    private long replaced;
    private long kept;
    private long deleted;

    Chunk(Importing<T> importing, Session session, List<T> rows, ImportOptions options) {
        this.importing = importing;
        this.session = session;
        this.rows = rows;
        this.options = options;
    }

    Session session() {
        return session;
    }

    List<T> rows() {
        return rows;
    }

    UserId user(T row) {
        return importing.ref(row).user();
    }

    /**
     * Locks the users of all rows in the order of their ids, and creates those who are not there.
     *
     * @return those who were created
     */
    Set<UserId> ensureUsers() throws SQLException {
        created.addAll(UserLocks.ensure(session, users()));
        return created;
    }

    Set<UserId> users() {
        Set<UserId> users = new HashSet<>();
        rows.forEach(row -> users.add(user(row)));
        return users;
    }

    /** A column by which rows are looked up. */
    record Column<T>(String type, Function<T, @Nullable Object> value) {}

    /** The first column of every look-up. */
    Column<T> userColumn() {
        return new Column<>("text", row -> user(row).value());
    }

    /**
     * Looks rows up.
     *
     * @param query in which {@code $keys} stands for the arrays to unnest, with ordinality; the row's number is to be given as {@code n}
     */
    <R> Map<T, R> lookUp(Collection<T> wanted, String query, List<Column<T>> columns, Session.RowReader<R> reader)
            throws SQLException {
        Map<T, R> found = new IdentityHashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        List<T> numbered = List.copyOf(wanted);
        Sql keys = new Sql();
        for (Column<T> column : columns) {
            List<@Nullable Object> values = new ArrayList<>(numbered.size());
            numbered.forEach(row -> values.add(column.value().apply(row)));
            keys.add(keys.text().isEmpty() ? "" : ", ").bindArray(column.type(), values);
        }
        session.list(
                Sql.template(session.backend().sql(query), Map.of("keys", keys)),
                row -> found.put(numbered.get(row.getInt("n") - 1), reader.read(row)));
        return found;
    }

    /**
     * Those of the rows that were deleted here and are to be left out; they are counted so.
     *
     * @param query as of {@link #lookUp}; gives the rows that were deleted
     */
    Set<T> deleted(Collection<T> candidates, String query, List<Column<T>> columns) throws SQLException {
        Set<T> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        if (options.deleted() == DeletedRows.SKIP) {
            gone.addAll(lookUp(candidates, query, columns, row -> true).keySet());
            deleted += gone.size();
        }
        return gone;
    }

    /** The rows but for these, in their order. */
    List<T> rowsWithout(Set<T> gone) {
        return rows.stream().filter(row -> !gone.contains(row)).toList();
    }

    /** What is to be done with a row. */
    enum Fate {
        INSERT,
        REPLACE,
        KEEP
    }

    /**
     * What is to be done with a row.
     *
     * @param stored what is stored under its id
     * @param older whether what is stored is older than the row
     * @throws Conflict when something is, and nothing may be
     */
    <R> Fate fate(T row, @Nullable R stored, Predicate<R> older) {
        if (stored == null) {
            return Fate.INSERT;
        }
        if (options.onConflict() == OnConflict.FAIL) {
            throw new Conflict(
                    importing.ref(row).kind() + " " + importing.ref(row).id() + " of user " + user(row)
                            + " is already stored; import with OnConflict.KEEP or REPLACE to go on");
        }
        return options.onConflict() == OnConflict.REPLACE && older.test(stored) ? Fate.REPLACE : Fate.KEEP;
    }

    /**
     * What is to be done with rows.
     *
     * @param byRow by identity
     */
    record Fates<T>(List<T> rows, Map<T, Fate> byRow) {
        /** The rows that are not to stay as they are stored, in their order. */
        List<T> toStore() {
            return rows.stream().filter(row -> byRow.get(row) != Fate.KEEP).toList();
        }

        /** Those of {@code some} of the rows that have this fate, in their order. */
        List<T> only(Fate fate, List<T> some) {
            return some.stream().filter(row -> byRow.get(row) == fate).toList();
        }
    }

    /**
     * What is to be done with each of these rows of the chunk; those that stay as they are stored count as kept.
     *
     * @param stored what is stored under the id of a row, where something is, by identity
     * @param newer whether a row is newer than what is stored
     * @throws Conflict when something is, and nothing may be
     */
    <R> Fates<T> fates(List<T> some, Map<T, R> stored, BiPredicate<T, R> newer) {
        Map<T, Fate> byRow = new IdentityHashMap<>();
        for (T row : some) {
            Fate fate = fate(row, stored.get(row), old -> newer.test(row, old));
            byRow.put(row, fate);
            if (fate == Fate.KEEP) {
                kept(1);
            }
        }
        return new Fates<>(some, byRow);
    }

    void inserted(Collection<T> done) {
        inserted += done.size();
        done.forEach(row -> used.add(user(row)));
    }

    void replaced(Collection<T> done) {
        replaced += done.size();
    }

    void kept(long rowsKept) {
        kept += rowsKept;
    }

    void reject(T row, ImportReject.Reason reason, String detail) {
        rejects.add(new ImportReject(importing.ref(row), reason, detail));
        refused.add(user(row));
    }

    /**
     * What a row waits for.
     *
     * @param key of the row that has to be stored before
     * @param otherwise what to say when that never is
     */
    record Wait(Object key, ImportReject otherwise) {}

    /** Leaves the row for later, once; the next time it is rejected. */
    void defer(T row, Object key, ImportReject.Reason reason, String detail) {
        deferred.put(row, new Wait(key, new ImportReject(importing.ref(row), reason, detail)));
        refused.add(user(row));
    }

    /** A user is not created by rows that were refused. */
    void removeUnusedUsers() throws SQLException {
        List<String> unused = created.stream()
                .filter(user -> refused.contains(user) && !used.contains(user))
                .map(UserId::value)
                .toList();
        if (!unused.isEmpty()) {
            session.run(Sql.of(session.backend().sql("delete from {s}.users where user_id = any("))
                    .bindArray("text", unused)
                    .add(")"));
        }
    }

    List<ImportReject> rejects() {
        return rejects;
    }

    Map<T, Wait> deferred() {
        return deferred;
    }

    long insertedRows() {
        return inserted;
    }

    long replacedRows() {
        return replaced;
    }

    long keptRows() {
        return kept;
    }

    long deletedRows() {
        return deleted;
    }
}
