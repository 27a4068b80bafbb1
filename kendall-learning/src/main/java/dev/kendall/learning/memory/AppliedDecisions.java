package dev.kendall.learning.memory;

import dev.kendall.learning.memory.MemoryDecision.Operation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What applying decisions did.
 *
 * @param changed how many decisions changed something, by operation; a {@link Operation#NOOP} does when it adds evidence
 * @param unchanged how many changed nothing: applied before, nothing to do, or overtaken by a change of somebody else's
 */
public record AppliedDecisions(Map<Operation, Integer> changed, int unchanged) {
    /** Copies the counts. */
    public AppliedDecisions {
        EnumMap<Operation, Integer> copy = new EnumMap<>(Operation.class);
        copy.putAll(changed);
        changed = Collections.unmodifiableMap(copy);
    }

    /** How many decisions with this operation changed something. */
    public int changed(Operation operation) {
        return changed.getOrDefault(operation, 0);
    }

    /** How many changed something. */
    public int total() {
        return changed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
