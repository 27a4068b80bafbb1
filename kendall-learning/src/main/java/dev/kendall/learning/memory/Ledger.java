package dev.kendall.learning.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryTransitions;
import dev.kendall.memory.NewMemory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The user's memories as they will be when the decisions made so far are applied. */
final class Ledger {
    private final KnownMemories known;
    private final Map<MemoryId, Memory> memories = new LinkedHashMap<>();
    private final People people;

    Ledger(KnownMemories known) {
        this.known = known;
        this.people = new People(known.contacts());
        known.memories().forEach(memory -> memories.put(memory.id(), memory));
        known.memories().stream().filter(Ledger::tellsOfPeople).forEach(people::add);
    }

    private static boolean tellsOfPeople(Memory memory) {
        return !Marks.has(Marks.QUARANTINED, memory) && !Marks.has(Marks.REVOKED, memory);
    }

    KnownMemories known() {
        return known;
    }

    People people() {
        return people;
    }

    /** The memories under the key that count, first recorded first. */
    List<Memory> current(String key) {
        return all(key, Memory::isCurrent);
    }

    /** The memories under the key that pass, first recorded first. */
    List<Memory> all(String key, Predicate<Memory> filter) {
        return memories.values().stream()
                .filter(memory -> memory.key().equalsIgnoreCase(key))
                .filter(filter)
                .toList();
    }

    Optional<Memory> find(MemoryId id) {
        return Optional.ofNullable(memories.get(id));
    }

    /** Takes in what a decision will do. */
    void take(MemoryDecision decision) {
        Instant at = decision.claim().evidence().saidAt();
        switch (decision.operation()) {
            case ADD -> {
                Memory added = add(decision.memory(), at);
                if (decision.known() != null) {
                    put(MemoryTransitions.superseded(added, added, get(decision.known()), at));
                }
            }
            case UPDATE -> {
                Memory old = get(decision.known());
                put(MemoryTransitions.updated(old, old.withContent(Objects.requireNonNull(decision.memory()))));
            }
            case SUPERSEDE -> {
                Memory old = get(decision.known());
                if (decision.quarantines(old)) {
                    Attributes marked = Marks.withStatus(old.attributes(), Marks.QUARANTINED);
                    old = MemoryTransitions.updated(
                            old, old.withContent(old.content().withAttributes(marked)));
                }
                put(MemoryTransitions.superseded(old, old, add(decision.memory(), at), at));
            }
            case CLOSE -> {
                Memory old = confirm(get(decision.known()), decision.claim());
                put(MemoryTransitions.retracted(old, old, at));
            }
            case QUARANTINE -> {
                Memory added = add(decision.memory(), at);
                put(MemoryTransitions.retracted(added, added, at));
            }
            case NOOP -> {
                if (decision.known() != null) {
                    confirm(get(decision.known()), decision.claim());
                }
            }
        }
    }

    private Memory add(@Nullable NewMemory memory, Instant at) {
        Objects.requireNonNull(memory, "memory");
        Memory added = MemoryTransitions.added(known.user(), Objects.requireNonNull(memory.id()), memory, at);
        put(added);
        if (tellsOfPeople(added)) {
            people.add(added);
        }
        return added;
    }

    private Memory confirm(Memory memory, Claim claim) {
        NewMemory content = MemoryContents.confirmed(memory.content(), Marks.saidAt(memory), claim);
        Memory confirmed = MemoryTransitions.updated(memory, memory.withContent(content));
        put(confirmed);
        return confirmed;
    }

    private Memory get(@Nullable MemoryId id) {
        return Objects.requireNonNull(memories.get(Objects.requireNonNull(id)), "memory");
    }

    private void put(Memory memory) {
        memories.put(memory.id(), memory);
    }
}
