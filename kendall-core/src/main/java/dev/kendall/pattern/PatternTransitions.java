package dev.kendall.pattern;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules of {@link PatternStore}'s changes, for backends: each gives the row to store, or says why there is none. */
public final class PatternTransitions {
    private PatternTransitions() {}

    /** A new pattern, active, as its first version. (PATTERN-1) */
    public static Pattern added(UserId user, PatternId id, NewPattern pattern, Instant now) {
        return new Pattern(
                user,
                id,
                pattern.type(),
                pattern.description(),
                pattern.schedule(),
                pattern.contact(),
                pattern.confidence(),
                pattern.observations(),
                pattern.firstObserved(),
                pattern.lastObserved(),
                pattern.evidence(),
                PatternStatus.ACTIVE,
                pattern.attributes(),
                now,
                now,
                1);
    }

    /**
     * The stored pattern, when adding {@code pattern} under its id repeats it. (PATTERN-1)
     *
     * @throws Conflict when it is of another type
     */
    public static Pattern sameAs(Pattern stored, NewPattern pattern) {
        if (stored.type().equals(pattern.type())) {
            return stored;
        }
        throw new Conflict("user " + stored.user() + " already has a pattern " + stored.id() + " of type "
                + stored.type() + "; leave the id out, or update that pattern");
    }

    /**
     * The stored pattern with what {@code changed} may change, as its next version. (PATTERN-2)
     *
     * @param stored null when there is none
     * @throws Conflict when {@code changed} was read as another version
     * @throws NotFound when there is none
     */
    public static Pattern updated(@Nullable Pattern stored, Pattern changed, Instant now) {
        if (stored == null) {
            throw new NotFound("user " + changed.user() + " has no pattern " + changed.id() + " to update");
        }
        if (stored.version() != changed.version()) {
            throw Conflict.staleVersion(
                    "pattern " + stored.id() + " of user " + stored.user(), stored.version(), changed.version());
        }
        return new Pattern(
                stored.user(),
                stored.id(),
                stored.type(),
                changed.description(),
                changed.schedule(),
                changed.contact(),
                changed.confidence(),
                changed.observations(),
                changed.firstObserved(),
                changed.lastObserved(),
                changed.evidence(),
                changed.status(),
                changed.attributes(),
                stored.created(),
                now,
                stored.version() + 1);
    }
}
