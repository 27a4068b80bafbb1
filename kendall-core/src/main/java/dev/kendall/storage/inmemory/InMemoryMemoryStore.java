package dev.kendall.storage.inmemory;

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
import dev.kendall.search.EmbeddingText;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryMemoryStore implements MemoryStore {
    private static final String LISTING = "memories";

    private final Access access;

    InMemoryMemoryStore(Access access) {
        this.access = access;
    }

    @Override
    public Memory add(UserId user, NewMemory memory) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            MemoryId id = memory.id() != null ? memory.id() : new MemoryId(access.newId());
            Row<Memory> stored = state.memory(id);
            if (stored != null) {
                return MemoryTransitions.sameAs(stored.item(), memory);
            }
            Instant now = access.now();
            Memory added = MemoryTransitions.added(user, id, memory, now);
            draft.put(user, with(state.ensureUser(user, now), added, Change.ADDED, now, null));
            return added;
        });
    }

    @Override
    public Memory update(Memory memory) {
        return change(memory, Change.UPDATED, null, (state, stored, now) -> MemoryTransitions.updated(stored, memory));
    }

    @Override
    public Memory supersede(Memory old, NewMemory successor) {
        return access.write(draft -> {
            Instant now = access.now();
            UserState state = draft.user(old.user());
            Memory stored = stored(state, old);
            MemoryId id = successor.id() != null ? successor.id() : new MemoryId(access.newId());
            Row<Memory> known = state.memory(id);
            Memory added;
            UserState next = state;
            if (known == null) {
                added = MemoryTransitions.added(old.user(), id, successor, now);
                next = with(state, added, Change.ADDED, now, null);
            } else {
                added = MemoryTransitions.sameAs(known.item(), successor);
            }
            Memory closed = MemoryTransitions.superseded(stored, old, added, now);
            draft.put(old.user(), with(next, closed, Change.SUPERSEDED, now, null));
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
                (state, stored, now) -> MemoryTransitions.retracted(stored, memory, now));
    }

    @Override
    public Memory restore(Memory memory) {
        return change(
                memory,
                Change.RESTORED,
                null,
                (state, stored, now) -> MemoryTransitions.restored(
                        stored,
                        memory,
                        MemoryTransitions.validToBeforeSuperseding(stored, state.history(stored.id()))));
    }

    /** Makes the next version out of the stored one. */
    private interface Transition {
        Memory apply(UserState state, Memory stored, Instant now);
    }

    private Memory change(Memory seen, Change change, @Nullable String reason, Transition transition) {
        return access.write(draft -> {
            Instant now = access.now();
            UserState state = draft.user(seen.user());
            Memory next = transition.apply(state, stored(state, seen), now);
            draft.put(seen.user(), with(state, next, change, now, reason));
            return next;
        });
    }

    private static Memory stored(UserState state, Memory seen) {
        Row<Memory> row = state.memory(seen.id());
        if (row == null) {
            throw new NotFound("user " + seen.user() + " has no memory " + seen.id());
        }
        return row.item();
    }

    private static UserState with(UserState state, Memory memory, Change change, Instant now, @Nullable String reason) {
        Row<Memory> before = state.memory(memory.id());
        String text = EmbeddingText.of(memory);
        Row<Memory> row = before != null && before.text.equals(text) ? before.withItem(memory) : Row.of(memory, text);
        return state.withMemory(row).withRevision(new MemoryRevision(memory, change, now, reason));
    }

    @Override
    public Optional<Memory> find(UserId user, MemoryId id) {
        return access.read(
                draft -> Optional.ofNullable(draft.user(user).memory(id)).map(Row::item));
    }

    @Override
    public Page<Memory> list(UserId user, MemoryFilter filter, PageRequest request) {
        MemoryKey after =
                Keyset.after(request, LISTING, 2, key -> new MemoryKey(Keyset.time(key), new MemoryId(Keyset.id(key))));
        return access.read(draft -> {
            var memories = draft.user(user).memories();
            var rest = after == null ? memories : memories.headMap(after, false);
            return Keyset.page(
                    rest.descendingMap().values().stream().map(Row::item)::iterator,
                    filter::matches,
                    request,
                    memory -> Keyset.timed(
                            LISTING, memory.recordedAt(), memory.id().value()));
        });
    }

    @Override
    public List<MemoryRevision> history(UserId user, MemoryId id) {
        return access.read(draft -> List.copyOf(draft.user(user).history(id)));
    }
}
