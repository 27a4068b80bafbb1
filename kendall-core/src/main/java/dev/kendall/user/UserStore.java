package dev.kendall.user;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.util.Optional;

/**
 * The users of a storage. Thread-safe.
 *
 * <p>A user exists from the first thing that is stored for them, in whichever store: writing a message, a contact, a pattern, a
 * memory, an external id or a thread for an unknown user creates the user with an empty profile. (USER-1)
 */
public interface UserStore {
    /**
     * Creates the user, or replaces the profile, whatever its version: the last writer wins. A profile equal to the stored one
     * changes nothing, neither version nor time. (USER-2)
     */
    User save(UserId id, Profile profile);

    /**
     * Replaces the profile when nobody else has since {@code user} was read. (USER-3)
     *
     * @return the user as stored: version one higher, {@code updated} now; {@code created} is never changed
     * @throws Conflict when the stored version is another
     * @throws NotFound when the user does not exist
     */
    User update(User user);

    /** The user, if anything was ever stored for them. (USER-4) */
    Optional<User> find(UserId id);

    /**
     * The user.
     *
     * @throws NotFound when nothing was ever stored for them
     */
    default User get(UserId id) {
        return find(id).orElseThrow(
                        () -> new NotFound("there is no user " + id + "; save a profile or store a message first"));
    }

    /** All users, by id in order of code points. (USER-5) */
    Page<User> list(PageRequest request);
}
