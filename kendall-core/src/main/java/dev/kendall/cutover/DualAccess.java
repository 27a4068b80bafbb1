package dev.kendall.cutover;

import dev.kendall.entity.ExternalId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.NewVector;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Stores;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** How the stores reach the sides: each call on its own, or all of them in one transaction. */
interface DualAccess {
    /** What the authority answers. */
    <R> R read(UserId user, Part part, Function<Stores, R> call);

    /** As {@link #read}, where the answer depends on what the authority can do. */
    <R> R read(UserId user, Capable<R> call);

    /** Offers what was read to be compared, as {@link #read(UserId, Part, Function)} does. */
    void compare(List<AnsweredRead<?>> reads);

    /** Writes on the authority, and lets it be owed. */
    <R> R write(Write<R> write);

    /** Stores vectors of a user, as {@link #vectors} does; none on a side that only follows and cannot be reached: they are made again there. */
    int putVectors(UserId user, List<NewVector> vectors);

    /** Calls for vectors of a user: the authority when it has any, else the other side when that may be called. */
    <R> R vectors(UserId user, Function<Stores, R> call);

    /** The sides that keep embedding spaces, the one that is asked first; where there are none, one that will refuse. */
    List<Stores> spaces();

    Page<User> listUsers(PageRequest request);

    Optional<UserId> findUser(ExternalId id);

    UUID newId();

    /** A call that is told whether the side can search by meaning. */
    interface Capable<R> {
        R on(Stores stores, boolean semantic);
    }

    /** What {@link Capable} asks for. */
    Capability ASKED = Capability.SEMANTIC_SEARCH;
}
