package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * What was deleted on the authority while both sides were written, so that an import of older rows does not bring it back. Thread-safe.
 *
 * <p>The tombstone of a thread covers its messages, that of a user covers everything, also when thread or user was begun again since. An import
 * leaves out what is covered, and lets it be {@linkplain Debts#owe owed} instead: then the authority decides.
 */
public interface Tombstones {
    /** The rows among these that have a tombstone of their own, of one user. (CUT-14) */
    Set<EntityRef> find(UserId user, Collection<EntityRef> refs);

    /** How many there are. (CUT-14) */
    long count();

    /**
     * Forgets those that are older, once nothing older can be imported any more. (CUT-14)
     *
     * @return how many
     */
    long forget(Duration olderThan);
}
