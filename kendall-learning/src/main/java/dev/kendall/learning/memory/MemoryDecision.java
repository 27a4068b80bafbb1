package dev.kendall.learning.memory;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.NewMemory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a claim, and why.
 *
 * @param known the memory that it concerns: the one confirmed, told in more detail, superseded or closed; for {@link Operation#ADD} null, or the
 *     memory that had taken the place of the new one already when it was said late; for {@link Operation#QUARANTINE} the one contradicted, or null
 * @param memory what is stored, with its id; null for {@link Operation#CLOSE} and {@link Operation#NOOP}
 * @param reason one plain sentence, without anything the user said
 */
public record MemoryDecision(
        Operation operation,
        Claim claim,
        @Nullable MemoryId known,
        @Nullable NewMemory memory,
        String reason) {
    /** What is done. */
    public enum Operation {
        /** It is new. */
        ADD,
        /** It tells what is known in more detail. */
        UPDATE,
        /**
         * It takes the place of what was so until then, which stays readable; or of what was said later, contradicts it and should not change, which waits
         * in quarantine.
         */
        SUPERSEDE,
        /** It denies what is known, which stops counting and stays readable. */
        CLOSE,
        /** It contradicts what is known, or it is not sure whom it means: it is kept, but does not count until somebody accepts it. */
        QUARANTINE,
        /** It is known: where it repeats a memory, the message becomes further evidence. It never deletes. */
        NOOP
    }

    /** Checks that the operation has what it needs. */
    public MemoryDecision {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(reason, "reason");
        boolean stores = operation != Operation.CLOSE && operation != Operation.NOOP;
        if (stores != (memory != null)) {
            throw new IllegalArgumentException(operation + (stores ? " needs a memory" : " stores no memory"));
        }
        if (memory != null && memory.id() == null) {
            throw new IllegalArgumentException("a decided memory needs its id, so that it can be applied twice");
        }
        boolean needsKnown =
                operation == Operation.UPDATE || operation == Operation.SUPERSEDE || operation == Operation.CLOSE;
        if (needsKnown && known == null) {
            throw new IllegalArgumentException(operation + " needs the memory that it concerns");
        }
    }

    /**
     * Whether the known memory, whose place is taken, waits in quarantine from now on: it was said once, in passing, later than the claim, and
     * contradicts what should not change.
     */
    boolean quarantines(Memory other) {
        return operation == Operation.SUPERSEDE
                && claim.facet().cardinality() == Facet.Cardinality.FIXED
                && Marks.isDoubtful(other)
                && claim.evidence().saidAt().isBefore(Marks.saidAt(other));
    }

    static MemoryDecision add(Claim claim, NewMemory memory, String reason) {
        return new MemoryDecision(Operation.ADD, claim, null, memory, reason);
    }

    static MemoryDecision noop(Claim claim, @Nullable MemoryId known, String reason) {
        return new MemoryDecision(Operation.NOOP, claim, known, null, reason);
    }

    /** What is done to which memory: what was said has no place in a log. */
    @Override
    public String toString() {
        return "MemoryDecision[" + operation + ", " + claim.evidence() + ", " + known + ", " + reason + "]";
    }
}
