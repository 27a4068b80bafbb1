package dev.kendall.entity;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;

/** What other systems call the things that Kendall stores, looked up both ways. Thread-safe. */
public interface ExternalIdStore {
    /**
     * Records that {@code id} names {@code entity}; saying it again changes nothing. A thing may have several external ids, also in
     * one system. (EXT-1)
     *
     * @throws Conflict when the id already names another thing of this user or, for a user's own external id, another user
     * @throws NotFound when the entity is not stored. A user is: naming a user creates it
     */
    void link(EntityRef entity, ExternalId id);

    /** The user's thing that {@code id} names. (EXT-2) */
    Optional<EntityRef> find(UserId user, ExternalId id);

    /** What the thing is called elsewhere, by system, then by value. (EXT-3) */
    List<ExternalId> list(EntityRef entity);

    /** The user whom {@code id} names: the one look-up without a user, for finding out who a legacy record is. (EXT-4) */
    Optional<UserId> findUser(ExternalId id);

    /**
     * Forgets that {@code id} names something of the user. (EXT-5)
     *
     * @return whether it did
     */
    boolean unlink(UserId user, ExternalId id);
}
