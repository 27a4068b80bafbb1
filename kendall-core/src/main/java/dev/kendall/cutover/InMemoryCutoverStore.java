package dev.kendall.cutover;

import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** A cutover's store in the memory of the process, gone with it: for tests and demos, and for one node whose storages go with it, too. */
public final class InMemoryCutoverStore implements CutoverStore {
    private final InMemoryEntries entries;
    private final Journal journal;
    private final Debts debts;
    private final Tombstones tombstones;
    private final Observations observations = new InMemoryObservations();
    private volatile Optional<BackfillProgress> backfill = Optional.empty();
    private volatile Optional<Verified> verified = Optional.empty();

    private InMemoryCutoverStore(CutoverPlan plan, InstantSource clock, IdGenerator ids) {
        this.entries = new InMemoryEntries(plan, clock, ids);
        this.journal = new InMemoryJournal(entries);
        this.debts = new InMemoryDebts(entries);
        this.tombstones = new InMemoryTombstones(entries);
    }

    /** A store whose first plan is this one. */
    public static InMemoryCutoverStore of(CutoverPlan plan, InstantSource clock) {
        Objects.requireNonNull(clock, "clock");
        return new InMemoryCutoverStore(Objects.requireNonNull(plan, "plan"), clock, UuidV7.secure(clock));
    }

    @Override
    public CutoverPlan plan() {
        return entries.locked(entries::plan);
    }

    @Override
    public boolean publish(CutoverPlan next) {
        return entries.locked(() -> entries.publish(next));
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

    @Override
    public Optional<BackfillProgress> findBackfill() {
        return backfill;
    }

    @Override
    public void save(BackfillProgress progress) {
        backfill = Optional.of(progress);
    }

    @Override
    public Optional<Verified> findVerified() {
        return verified;
    }

    @Override
    public void save(Verified comparison) {
        verified = Optional.of(comparison);
    }
}
