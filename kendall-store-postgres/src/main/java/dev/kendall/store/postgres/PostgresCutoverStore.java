package dev.kendall.store.postgres;

import dev.kendall.cutover.BackfillProgress;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.Debts;
import dev.kendall.cutover.Journal;
import dev.kendall.cutover.Observations;
import dev.kendall.cutover.Tombstones;
import dev.kendall.cutover.Verified;
import dev.kendall.json.DomainJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a cutover share, in the tables of a {@link PostgresStorage}; one cutover per schema. Thread-safe, and any number of nodes have
 * one at the same time. The storage stays the host's, who closes it.
 *
 * <pre>{@code
 * CutoverStore store = PostgresCutoverStore.open(postgres, CutoverPlan.first(Stage.OFF, salt));
 * }</pre>
 *
 * <p>Its time is that of the database's server. Where the storage is one of the two sides, writes of its transactions are entered in the transaction
 * itself. Users are named while something of theirs is on its way or owed, and by their homes; of one who was erased nothing is left, once both
 * sides are equal, but a tombstone under a hash.
 */
public final class PostgresCutoverStore implements CutoverStore {
    private static final String BEGIN =
            "insert into {s}.cutover_plan (epoch, plan) values ($epoch, $plan::jsonb) on conflict do nothing";

    private static final String PUBLISH =
            "update {s}.cutover_plan set epoch = $epoch, plan = $plan::jsonb where epoch = $before";

    private static final String NOTE =
            "insert into {s}.cutover_notes (name, note) values ($name, $note::jsonb) on conflict (name) do update set note = excluded.note";

    private final Access access;
    private final CutoverEntries entries;
    private final Journal journal;
    private final Debts debts;
    private final Tombstones tombstones;
    private final Observations observations;
    private final CutoverSamples samples;

    private PostgresCutoverStore(PostgresStorage storage, @Nullable InstantSource clock) {
        this.access = storage.access();
        this.entries = new CutoverEntries(access.backend(), new CutoverTime(clock));
        this.journal = new PostgresJournal(storage, entries);
        PostgresTombstones graves = new PostgresTombstones(access, entries);
        this.tombstones = graves;
        this.debts = new PostgresDebts(access, entries, graves);
        this.samples = new CutoverSamples(access, entries.time());
        this.observations = new PostgresObservations(access, samples);
    }

    /**
     * Opens the store in the storage's schema.
     *
     * @param first the plan to begin with, where no cutover was begun here; else the one that is stored counts
     * @throws dev.kendall.failure.StorageUnavailable when the database cannot be reached
     */
    public static PostgresCutoverStore open(PostgresStorage storage, CutoverPlan first) {
        return open(new PostgresCutoverStore(storage, null), first);
    }

    /** As {@link #open(PostgresStorage, CutoverPlan)}, by another clock than the server's: for tests. */
    public static PostgresCutoverStore open(PostgresStorage storage, CutoverPlan first, InstantSource clock) {
        return open(new PostgresCutoverStore(storage, Objects.requireNonNull(clock, "clock")), first);
    }

    private static PostgresCutoverStore open(PostgresCutoverStore store, CutoverPlan first) {
        Map<String, Object> parameters = Map.of("epoch", first.epoch(), "plan", DomainJson.write(first));
        store.access.writeOne(
                "begin a cutover", session -> session.run(Sql.template(store.access.sql(BEGIN), parameters)));
        return store;
    }

    /** The store of the cutover that was begun in the storage's schema, where one was. */
    public static Optional<PostgresCutoverStore> find(PostgresStorage storage) {
        PostgresCutoverStore store = new PostgresCutoverStore(storage, null);
        boolean begun = store.access.read(
                "look for a cutover",
                null,
                session -> session.number(Sql.of(store.access.sql("select count(*) from {s}.cutover_plan"))) > 0);
        return begun ? Optional.of(store) : Optional.empty();
    }

    @Override
    public CutoverPlan plan() {
        return access.read(
                "read the plan of the cutover",
                null,
                session -> entries.plan(session).plan());
    }

    @Override
    public boolean publish(CutoverPlan next) {
        Map<String, Object> parameters =
                Map.of("epoch", next.epoch(), "before", next.epoch() - 1, "plan", DomainJson.write(next));
        return access.write(
                "publish a plan of the cutover",
                Access.Repeat.UNSAFE,
                session -> session.run(Sql.template(access.sql(PUBLISH), parameters)) > 0);
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Debts debts() {
        return debts;
    }

    @Override
    public Tombstones tombstones() {
        return tombstones;
    }

    @Override
    public Observations observations() {
        return observations;
    }

    /**
     * How the cutover stood, oldest first: noted at most once a minute, when a node counts something, and kept for four weeks of cutover.
     */
    public List<CutoverSample> history() {
        return samples.list();
    }

    @Override
    public Optional<BackfillProgress> findBackfill() {
        return find("backfill", BackfillProgress.class);
    }

    @Override
    public void save(BackfillProgress progress) {
        save("backfill", progress);
    }

    @Override
    public Optional<Verified> findVerified() {
        return find("verified", Verified.class);
    }

    @Override
    public void save(Verified verified) {
        save("verified", verified);
    }

    private <T> Optional<T> find(String name, Class<T> type) {
        Sql sql = Sql.of(access.sql("select note from {s}.cutover_notes where name = "))
                .bind(name);
        return access.read(
                "read how far the cutover is",
                null,
                session -> session.find(sql, row -> DomainJson.read(row.getString(1), type)));
    }

    private void save(String name, Object note) {
        Map<String, Object> parameters = Map.of("name", name, "note", DomainJson.write(note));
        access.writeOne(
                "note how far the cutover is", session -> session.run(Sql.template(access.sql(NOTE), parameters)));
    }
}
