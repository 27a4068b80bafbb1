package dev.kendall.entity;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.user.UserId;

/** The rules of {@link ExternalIdStore#link}, for backends: when a link is refused, and what the refusal says. */
public final class ExternalIdLinks {
    private ExternalIdLinks() {}

    /**
     * Checks that the id names nothing else of the user yet. (EXT-1)
     *
     * @param known what it names
     * @param entity what it is to name
     * @throws Conflict when that is something else
     */
    public static void checkSame(EntityRef known, EntityRef entity) {
        if (!known.equals(entity)) {
            throw new Conflict("the external id already names the " + known.kind() + " " + known.id() + " of user "
                    + entity.user() + "; unlink it there first");
        }
    }

    /** What is thrown when the id is to name {@code user} and names another user. (EXT-1) */
    public static Conflict takenByAnotherUser(UserId user) {
        return new Conflict("the external id already names another user than " + user + "; unlink it there first");
    }

    /** What is thrown when what the id is to name is not stored. (EXT-1) */
    public static NotFound notStored(EntityRef entity) {
        return new NotFound("user " + entity.user() + " has no " + entity.kind() + " " + entity.id()
                + "; store it before linking external ids to it");
    }
}
