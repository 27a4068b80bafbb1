package dev.kendall.learning.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.failure.Conflict;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryStore;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was learned but contradicts what is known, until the user or the host decides. None of it counts meanwhile. */
public final class MemoryQuarantine {
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    private final MemoryStore memories;
    private final UserId user;

    /** The quarantine of this user. */
    public MemoryQuarantine(Stores stores, UserId user) {
        this.memories = stores.memories();
        this.user = Objects.requireNonNull(user, "user");
    }

    /** What waits for a decision, latest recorded first. */
    public List<Memory> list() {
        List<Memory> quarantined = new ArrayList<>();
        for (Memory memory : Page.each(PAGE, page -> memories.list(user, MemoryFilter.closed(), page))) {
            if (Marks.has(Marks.QUARANTINED, memory) && !isAccepted(memory)) {
                quarantined.add(memory);
            }
        }
        return quarantined;
    }

    /** Whether the same was learned since, because it was told again. */
    private boolean isAccepted(Memory quarantined) {
        MemoryFilter same = MemoryFilter.current().withKeys(quarantined.key());
        return memories.list(user, same, PAGE).items().stream()
                .anyMatch(memory -> memory.value().equals(quarantined.value()));
    }

    /**
     * Lets a quarantined memory count from now on, in the place of the one that it contradicts, where that one still counts. Meant for a transaction.
     *
     * @param rival the memory that it takes the place of, or null: none
     * @return the memory as stored
     * @throws Conflict when it is not quarantined, or was changed since it was read
     */
    public Memory accept(Memory quarantined, @Nullable MemoryId rival) {
        if (!Marks.has(Marks.QUARANTINED, quarantined)) {
            throw new Conflict(
                    "memory " + quarantined.id() + " of user " + user + " is not quarantined; list them anew");
        }
        Memory restored = memories.restore(quarantined);
        Attributes accepting = Tellings.settled(Marks.withStatus(restored.attributes(), null));
        Memory accepted =
                memories.update(restored.withContent(restored.content().withAttributes(accepting)));
        Memory old = rival == null
                ? null
                : memories.find(user, rival).filter(Memory::isCurrent).orElse(null);
        return old == null
                ? accepted
                : memories.supersede(old, accepted.content().withId(accepted.id()));
    }
}
