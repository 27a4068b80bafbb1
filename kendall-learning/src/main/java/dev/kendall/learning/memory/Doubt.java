package dev.kendall.learning.memory;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import java.util.Objects;

/**
 * A claim of which the rules cannot tell what it is to a memory. Equal doubts are about the same words and the same memory with the same value, so
 * that a verdict never falls on a memory that has changed.
 *
 * @param key of the memory
 * @param value of the memory
 */
public record Doubt(Claim claim, MemoryId memory, String key, String value) {
    /** How a doubt is settled. */
    public enum Verdict {
        /** The claim says the same as the memory in other words: its message becomes further evidence. */
        REPEATS,
        /** The claim takes the place of the memory, which stays readable. */
        REPLACES,
        /** What the rules decide stands. */
        UNSURE
    }

    /** Checks the fields. */
    public Doubt {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(claim.value(), "value of the claim");
    }

    static Doubt of(Claim claim, Memory memory) {
        return new Doubt(claim, memory.id(), memory.key(), memory.value());
    }

    /** What the claim says. */
    public String told() {
        return Objects.requireNonNull(claim.value());
    }

    /** Which memory it is about: what was said has no place in a log. */
    @Override
    public String toString() {
        return "Doubt[" + claim + ", " + memory + "]";
    }
}
