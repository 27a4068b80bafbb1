package dev.kendall.storage.inmemory;

import dev.kendall.id.UuidV7;
import dev.kendall.internal.Checks;
import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

final class InMemoryOutbox implements Outbox {
    private final Access access;

    InMemoryOutbox(Access access) {
        this.access = access;
    }

    @Override
    public OutboxEntry add(Change change) {
        Objects.requireNonNull(change, "change");
        return access.write(draft -> {
            Instant now = access.now();
            OutboxEntry entry = new OutboxEntry(access.newId(), change, now);
            UserState state = draft.user(change.user()).ensureUser(change.user(), now);
            draft.put(change.user(), state.withOutbox(state.outbox().plus(entry.id(), entry)));
            return entry;
        });
    }

    @Override
    public List<OutboxEntry> list(int limit) {
        Checks.range("limit", limit, 1, 1_000);
        return access.read(draft -> draft.state().users().values().stream()
                .flatMap(state -> state.outbox().values().stream().limit(limit))
                .sorted(Comparator.comparing(OutboxEntry::id, UuidV7::compare))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean remove(OutboxEntry entry) {
        UserId user = entry.change().user();
        return access.write(draft -> {
            UserState state = draft.user(user);
            if (!state.outbox().containsKey(entry.id())) {
                return false;
            }
            draft.put(user, state.withOutbox(state.outbox().minus(entry.id())));
            return true;
        });
    }
}
