package dev.kendall.learning.memory;

import dev.kendall.learning.memory.MemoryDecision.Operation;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was decided about a user's memories, as one run of learning that can be taken back. Meant for the transaction in which the
 * {@linkplain KnownMemories#read memories were read}; on stores without transactions each decision is written by itself, and repeating the call
 * after a failure is safe.
 *
 * <p>Nothing is destroyed: what is superseded or closed stays readable with its history. A quarantined memory is stored and retracted at once, so
 * that no search, no prompt and no list of what counts has it; {@link MemoryQuarantine} finds and accepts it.
 */
public final class MemoryApplication {
    private final MemoryStore memories;
    private final Stores stores;
    private final UserId user;
    private final RunId run;

    /** Writes for this user in this run. */
    public MemoryApplication(Stores stores, UserId user, RunId run) {
        this.stores = Objects.requireNonNull(stores, "stores");
        this.memories = stores.memories();
        this.user = Objects.requireNonNull(user, "user");
        this.run = Objects.requireNonNull(run, "run");
    }

    /** Applies the decisions in their order. A decision that was applied before, in this run or another, changes nothing. */
    public AppliedDecisions apply(List<MemoryDecision> decisions) {
        Map<Operation, Integer> changed = new EnumMap<>(Operation.class);
        int unchanged = 0;
        for (MemoryDecision decision : decisions) {
            if (apply(decision)) {
                changed.merge(decision.operation(), 1, Integer::sum);
            } else {
                unchanged++;
            }
        }
        return new AppliedDecisions(changed, unchanged);
    }

    /**
     * Takes the run back, by the history of the memories: what it added is retracted, what it superseded or closed counts again, what it updated is
     * as before. What later runs, the host or the user changed since stays as they left it. Taken back twice it changes nothing, and the messages that the run learned from
     * do not bring the memories back.
     */
    public UndoneRun undo() {
        return new MemoryUndo(stores, user, run).undo();
    }

    private boolean apply(MemoryDecision decision) {
        return switch (decision.operation()) {
            case ADD -> added(decision);
            case UPDATE -> updated(decision);
            case SUPERSEDE -> superseded(decision);
            case CLOSE -> closed(decision);
            case QUARANTINE -> quarantined(decision);
            case NOOP -> confirmed(decision);
        };
    }

    private boolean added(MemoryDecision decision) {
        NewMemory memory = first(decision);
        if (isStored(memory)) {
            return false;
        }
        Memory added = memories.add(user, memory);
        MemoryId successor = decision.known();
        if (successor != null) {
            Optional<Memory> stored = current(successor);
            if (stored.isPresent()) {
                memories.supersede(added, stored.get().content().withId(successor));
            }
        }
        return true;
    }

    private boolean updated(MemoryDecision decision) {
        Memory old = current(decision.known()).orElse(null);
        if (old == null || cites(old, decision)) {
            return false;
        }
        memories.update(old.withContent(withRun(written(decision), old.version() + 1)));
        return true;
    }

    private boolean superseded(MemoryDecision decision) {
        NewMemory successor = first(decision);
        Memory old = current(decision.known()).orElse(null);
        if (old == null || isStored(successor)) {
            return false;
        }
        memories.supersede(decision.quarantines(old) ? quarantined(old) : old, successor);
        return true;
    }

    private Memory quarantined(Memory old) {
        NewMemory marked = old.content().withAttributes(Marks.withStatus(old.attributes(), Marks.QUARANTINED));
        return memories.update(old.withContent(withRun(marked, old.version() + 1)));
    }

    private boolean closed(MemoryDecision decision) {
        Memory old = current(decision.known()).orElse(null);
        if (old == null) {
            return false;
        }
        NewMemory content = MemoryContents.confirmed(old.content(), Marks.saidAt(old), decision.claim());
        content = content.validBetween(content.validFrom(), end(old, decision.claim()));
        Memory ended = memories.update(old.withContent(withRun(content, old.version() + 1)));
        memories.retract(ended, decision.reason() + " (run " + run + ")");
        return true;
    }

    /** When what is denied ended: as told, else when it was denied. What never was has no end. */
    private static @Nullable Instant end(Memory old, Claim claim) {
        if (old.validTo() != null || claim.kind() == Claim.Kind.CORRECTED) {
            return old.validTo();
        }
        Instant end =
                claim.validFrom() != null ? claim.validFrom() : claim.evidence().saidAt();
        return old.validFrom() != null && end.isBefore(old.validFrom()) ? old.validFrom() : end;
    }

    private boolean quarantined(MemoryDecision decision) {
        NewMemory memory = first(decision);
        if (isStored(memory)) {
            return false;
        }
        memories.retract(memories.add(user, memory), "quarantined: " + decision.reason());
        return true;
    }

    private boolean confirmed(MemoryDecision decision) {
        MemoryId id = decision.known();
        Memory known = id == null ? null : memories.find(user, id).orElse(null);
        if (known == null) {
            return false;
        }
        NewMemory before = known.content();
        NewMemory after = MemoryContents.confirmed(before, Marks.saidAt(known), decision.claim());
        if (after.equals(before)) {
            return false;
        }
        memories.update(known.withContent(withRun(after, known.version() + 1)));
        return true;
    }

    private static NewMemory written(MemoryDecision decision) {
        return Objects.requireNonNull(decision.memory(), "memory");
    }

    /** What is added, in its first version. */
    private NewMemory first(MemoryDecision decision) {
        return withRun(written(decision), 1);
    }

    private NewMemory withRun(NewMemory memory, long version) {
        return memory.withAttributes(Marks.withRun(memory.attributes(), run, version));
    }

    private boolean isStored(NewMemory memory) {
        return memories.find(user, Objects.requireNonNull(memory.id(), "id")).isPresent();
    }

    private Optional<Memory> current(@Nullable MemoryId id) {
        return memories.find(user, Objects.requireNonNull(id, "known memory")).filter(Memory::isCurrent);
    }

    private static boolean cites(Memory memory, MemoryDecision decision) {
        return memory.sources().contains(decision.claim().evidence().message());
    }
}
