package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A write that was announced in the journal and may be under way.
 *
 * @param id unique
 * @param scopes what may be written
 * @param authority the side that has to be written
 * @param begun when it was announced, by the clock of the store
 */
public record Intent(UUID id, UserId user, Set<Scope> scopes, Side authority, Instant begun) {
    /** Checks the fields and copies the set. */
    public Intent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(user, "user");
        scopes = Set.copyOf(scopes);
        Objects.requireNonNull(authority, "authority");
        begun = Checks.time("begun", begun);
    }
}
