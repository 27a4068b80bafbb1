package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that has to be made equal on the other side.
 *
 * @param generation 1 at first, one more whenever it is owed again before it was settled
 * @param healing whether the other side is overwritten even where it looks newer
 * @param attempts how often it was tried in vain since it was last owed
 * @param since when it was first owed and not settled since, by the clock of the store
 */
public record Debt(Scope scope, long generation, boolean healing, int attempts, Instant since) {
    /** Checks the fields. */
    public Debt {
        Objects.requireNonNull(scope, "scope");
        Checks.version(generation);
        Checks.range("attempts", attempts, 0, Integer.MAX_VALUE);
        since = Checks.time("since", since);
    }
}
