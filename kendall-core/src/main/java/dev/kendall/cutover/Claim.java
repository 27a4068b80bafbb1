package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Debts of one user, lent to one copier for a while.
 *
 * @param token unique
 * @param from the side that has the authority
 * @param debts at least one: users first, then threads, messages, contacts, patterns, memories, external ids
 * @param takenOver whether another copier had claimed debts of this user and never gave them back: it may be alive and slow, and write after
 *     this one
 * @param until when others may claim them, by the clock of the store
 */
public record Claim(UUID token, UserId user, Side from, List<Debt> debts, boolean takenOver, Instant until) {
    /** Checks the fields and copies the list. */
    public Claim {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(from, "from");
        debts = List.copyOf(debts);
        until = Checks.time("until", until);
    }
}
