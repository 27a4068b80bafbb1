package dev.kendall.user;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * A user as stored.
 *
 * @param created when something was first stored for the user
 * @param updated when the profile last changed
 * @param version 1 at first, one more with every change of the profile
 */
public record User(UserId id, Profile profile, Instant created, Instant updated, long version) {
    /** Checks the fields. */
    public User {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(profile, "profile");
        created = Checks.time("created", created);
        updated = Checks.time("updated", updated);
        Checks.version(version);
    }

    /** This user with another profile, to be passed to {@link UserStore#update}. */
    public User withProfile(Profile profile) {
        return new User(id, profile, created, updated, version);
    }
}
