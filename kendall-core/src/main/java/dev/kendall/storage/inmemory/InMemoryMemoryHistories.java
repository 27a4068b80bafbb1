package dev.kendall.storage.inmemory;

import dev.kendall.internal.Checks;
import dev.kendall.memory.MemoryHistories;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryTransitions;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcollections.PVector;

final class InMemoryMemoryHistories implements MemoryHistories {
    private final Access access;

    InMemoryMemoryHistories(Access access) {
        this.access = access;
    }

    @Override
    public long trim(UserId user, Instant before) {
        Instant limit = Checks.time("before", before);
        return access.write(draft -> {
            UserState state = draft.user(user);
            UserState trimmed = state;
            long forgotten = 0;
            for (Map.Entry<MemoryId, PVector<MemoryRevision>> each :
                    state.histories().entrySet()) {
                Set<Long> versions = forgettable(each.getValue(), limit);
                if (!versions.isEmpty()) {
                    trimmed = trimmed.withHistory(each.getKey(), without(versions, each.getValue()));
                    forgotten += versions.size();
                }
            }
            if (trimmed != state) {
                draft.put(user, trimmed);
            }
            return forgotten;
        });
    }

    private static Set<Long> forgettable(List<MemoryRevision> history, Instant before) {
        return new HashSet<>(MemoryTransitions.forgettable(
                history.stream().map(MemoryRevision::head).toList(), before));
    }

    private static List<MemoryRevision> without(Set<Long> versions, List<MemoryRevision> history) {
        return history.stream()
                .filter(revision -> !versions.contains(revision.memory().version()))
                .toList();
    }
}
