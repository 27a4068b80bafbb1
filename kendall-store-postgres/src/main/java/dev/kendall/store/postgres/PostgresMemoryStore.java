package dev.kendall.store.postgres;

import dev.kendall.failure.NotFound;
import dev.kendall.internal.Checks;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.MemoryTransitions;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class PostgresMemoryStore implements MemoryStore {
    private static final String LISTING = "memories";

    private final Access access;
    private final MemoryRows rows;

    PostgresMemoryStore(Access access) {
        this.access = access;
        this.rows = new MemoryRows(access.backend());
    }

    @Override
    public Memory add(UserId user, NewMemory memory) {
        MemoryId id = memory.id() != null
                ? memory.id()
                : new MemoryId(access.backend().ids().next());
        return access.write("store memory " + id + " of user " + user, Access.Repeat.SAFE, session -> {
            Instant now = session.now();
            session.ensure(user, now);
            Optional<Memory> stored = rows.find(session, user, id);
            if (stored.isPresent()) {
                return MemoryTransitions.sameAs(stored.get(), memory);
            }
            Memory added = MemoryTransitions.added(user, id, memory, now);
            rows.insert(session, added);
            return added;
        });
    }

    @Override
    public Memory update(Memory memory) {
        return change(
                memory, Change.UPDATED, null, (session, stored, now) -> MemoryTransitions.updated(stored, memory));
    }

    @Override
    public Memory supersede(Memory old, NewMemory successor) {
        UserId user = old.user();
        return access.write("supersede memory " + old.id() + " of user " + user, Access.Repeat.UNSAFE, session -> {
            Instant now = session.now();
            Memory stored = locked(session, old);
            MemoryId id = successor.id() != null ? successor.id() : new MemoryId(session.newId());
            Optional<Memory> known = rows.find(session, user, id);
            Memory added = known.isPresent()
                    ? MemoryTransitions.sameAs(known.get(), successor)
                    : MemoryTransitions.added(user, id, successor, now);
            Memory closed = MemoryTransitions.superseded(stored, old, added, now);
            if (known.isEmpty()) {
                rows.insert(session, added);
            }
            rows.update(session, stored, closed, Change.SUPERSEDED, now, null);
            return added;
        });
    }

    @Override
    public Memory retract(Memory memory, String reason) {
        Checks.filled("reason", reason, MAX_REASON);
        return change(
                memory,
                Change.RETRACTED,
                reason,
                (session, stored, now) -> MemoryTransitions.retracted(stored, memory, now));
    }

    @Override
    public Memory restore(Memory memory) {
        return change(
                memory,
                Change.RESTORED,
                null,
                (session, stored, now) -> MemoryTransitions.restored(
                        stored,
                        memory,
                        MemoryTransitions.validToBeforeSuperseding(
                                stored, rows.history(session, stored.user(), stored.id()))));
    }

    /** Makes the next version out of the stored one. */
    private interface Transition {
        Memory apply(Session session, Memory stored, Instant now) throws SQLException;
    }

    private Memory change(Memory seen, Change change, @Nullable String reason, Transition transition) {
        String doing = "change memory " + seen.id() + " of user " + seen.user();
        return access.write(doing, Access.Repeat.UNSAFE, session -> {
            Instant now = session.now();
            Memory stored = locked(session, seen);
            Memory next = transition.apply(session, stored, now);
            rows.update(session, stored, next, change, now, reason);
            return next;
        });
    }

    private Memory locked(Session session, Memory seen) throws SQLException {
        Optional<Memory> stored =
                session.lock(seen.user()).isEmpty() ? Optional.empty() : rows.find(session, seen.user(), seen.id());
        return stored.orElseThrow(() -> new NotFound("user " + seen.user() + " has no memory " + seen.id()));
    }

    @Override
    public Optional<Memory> find(UserId user, MemoryId id) {
        return access.read("find memory " + id + " of user " + user, user, session -> rows.find(session, user, id));
    }

    @Override
    public Page<Memory> list(UserId user, MemoryFilter filter, PageRequest request) {
        Keys.Timed after = Keys.read(request.after(), LISTING, 2, Keys.Timed::of);
        Sql query = rows.select(user).add(Filters.of(filter));
        if (after != null) {
            query.add(" and (m.recorded_at, m.memory_id) < (")
                    .bind(after.time())
                    .add(", ")
                    .bind(after.id())
                    .add(")");
        }
        query.add(" order by m.recorded_at desc, m.memory_id desc limit ").bind(request.limit() + 1);
        List<Memory> found = access.read(
                "list the memories of user " + user, user, session -> session.list(query, MemoryRow.of(user)));
        return Page.of(
                found,
                request.limit(),
                memory -> new Keys.Timed(memory.recordedAt(), memory.id().value()).cursor(LISTING));
    }

    @Override
    public List<MemoryRevision> history(UserId user, MemoryId id) {
        return access.read(
                "read the history of memory " + id + " of user " + user,
                user,
                session -> rows.history(session, user, id));
    }
}
