package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claim's debts. Those that are not named are due again at once.
 *
 * @param settled made equal
 * @param later not yet
 * @param gone what the authority does not have: its tombstones
 */
public record ClaimResult(List<Debt> settled, List<Later> later, Set<EntityRef> gone) {
    /** Copies the collections. */
    public ClaimResult {
        settled = List.copyOf(settled);
        later = List.copyOf(later);
        gone = Set.copyOf(gone);
    }

    /**
     * A debt that was not settled.
     *
     * @param attempts how often it was tried in vain by now
     * @param after how long to leave it alone, or null to give it up: a dead letter
     * @param reason why, at most 500 characters, without anything that was said
     */
    public record Later(Debt debt, int attempts, @Nullable Duration after, String reason) {
        /** Checks the fields. */
        public Later {
            Objects.requireNonNull(debt, "debt");
            Checks.range("attempts", attempts, 0, Integer.MAX_VALUE);
            Checks.text("reason", reason, 500);
        }
    }
}
