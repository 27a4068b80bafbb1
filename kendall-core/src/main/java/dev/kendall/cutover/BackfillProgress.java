package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a backfill is: everything of the users up to {@code after} is owed to the other side, or was, since the backfill began.
 *
 * @param epoch the plan when it began
 * @param from the side whose users come first: the authority of most
 * @param after the last user, in order of code points, or null before the first
 * @param users how many users
 * @param done whether there are no more
 * @param updated when this was noted
 */
public record BackfillProgress(
        long epoch, Side from, @Nullable UserId after, long users, boolean done, Instant updated) {
    /** Checks the fields. */
    public BackfillProgress {
        Checks.version(epoch);
        Objects.requireNonNull(from, "from");
        updated = Checks.time("updated", updated);
    }
}
