package dev.kendall.user;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules of {@link UserStore}'s changes, for backends: each gives the row to store, or says why there is none. */
public final class UserTransitions {
    private UserTransitions() {}

    /** The stored user with this profile, as the next version; the stored user itself when it has that profile. (USER-2) */
    public static User saved(User stored, Profile profile, Instant now) {
        return stored.profile().equals(profile) ? stored : next(stored, profile, now);
    }

    /**
     * The stored user with the profile of {@code changed}, as the next version. (USER-3)
     *
     * @param stored null when there is none
     * @throws Conflict when {@code changed} was read as another version
     * @throws NotFound when there is none
     */
    public static User updated(@Nullable User stored, User changed, Instant now) {
        if (stored == null) {
            throw new NotFound("there is no user " + changed.id() + " to update; save the profile instead");
        }
        if (stored.version() != changed.version()) {
            throw Conflict.staleVersion("user " + stored.id(), stored.version(), changed.version());
        }
        return next(stored, changed.profile(), now);
    }

    private static User next(User stored, Profile profile, Instant now) {
        return new User(stored.id(), profile, stored.created(), now, stored.version() + 1);
    }
}
