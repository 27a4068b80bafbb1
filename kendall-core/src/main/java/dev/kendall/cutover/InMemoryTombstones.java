package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

final class InMemoryTombstones implements Tombstones {
    private final InMemoryEntries entries;

    InMemoryTombstones(InMemoryEntries entries) {
        this.entries = entries;
    }

    @Override
    public Set<EntityRef> find(UserId user, Collection<EntityRef> refs) {
        return entries.locked(() -> refs.stream()
                .filter(ref -> ref.user().equals(user) && entries.tombstones().containsKey(ref))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public long count() {
        return entries.locked(() -> (long) entries.tombstones().size());
    }

    @Override
    public long forget(Duration olderThan) {
        return entries.locked(() -> {
            long before = entries.tombstones().size();
            Instant oldest = entries.now().minus(olderThan);
            entries.tombstones().values().removeIf(at -> at.isBefore(oldest));
            return before - entries.tombstones().size();
        });
    }
}
