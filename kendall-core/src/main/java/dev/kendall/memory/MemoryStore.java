package dev.kendall.memory;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;

/**
 * The long-term memories of users. No memory is destroyed but by erasing the user: what no longer counts stays readable, and every
 * change stays in the history until {@link MemoryHistories#trim} forgets it. Thread-safe.
 */
public interface MemoryStore {
    /** The longest reason of a retraction, in characters. */
    int MAX_REASON = 1_000;

    /**
     * Stores a memory as version 1, recorded now. A memory whose id the user already has with the same type, key and value is not
     * stored again: the stored one is returned as it is now. (MEMORY-1)
     *
     * @throws Conflict when the user has another memory under the id
     */
    Memory add(UserId user, NewMemory memory);

    /**
     * Replaces the content when nobody else has since {@code memory} was read: what was misunderstood or is told in more detail.
     * For what has changed in the world, {@link #supersede}. When the embedded text changed, its vectors are dropped until it is
     * embedded again. (MEMORY-2)
     *
     * @return the memory as stored, with the next version; recorded and superseded times are never changed by this
     * @throws Conflict when the stored version is another
     * @throws NotFound when the user has no such memory
     */
    Memory update(Memory memory);

    /**
     * Puts {@code successor} in the place of {@code old}, both at once: the old memory stops counting now, names its successor,
     * and stays readable. Where it has no end in the world yet, that becomes the successor's {@code validFrom}, or now. Of many
     * callers at once with the same version one wins. (MEMORY-3)
     *
     * @return the successor as stored
     * @throws Conflict when the stored version is another, the memory no longer counts, or the successor's id is that of another memory
     *     or of one that no longer counts
     * @throws IllegalArgumentException when the successor has the old memory's id
     * @throws NotFound when the user has no such memory
     */
    Memory supersede(Memory old, NewMemory successor);

    /**
     * Lets a memory stop counting without a successor: it was wrong, or the user wants it forgotten. It stays readable; its
     * validity in the world is not touched. (MEMORY-4)
     *
     * @param reason why, 1 to {@value #MAX_REASON} characters; kept in the history
     * @return the memory as stored, with the next version
     * @throws Conflict when the stored version is another, or the memory no longer counts
     * @throws NotFound when the user has no such memory
     */
    Memory retract(Memory memory, String reason);

    /**
     * Lets a memory count again that was superseded or retracted: its superseded time, its successor and the end in the world that
     * superseding gave it are taken back; an end that was set since then stays. The successor is not touched; retract it first where it
     * was wrong. (MEMORY-5)
     *
     * @return the memory as stored, with the next version
     * @throws Conflict when the stored version is another, or the memory counts already
     * @throws NotFound when the user has no such memory
     */
    Memory restore(Memory memory);

    /** The user's memory, whether it counts or not. (MEMORY-6) */
    Optional<Memory> find(UserId user, MemoryId id);

    /**
     * The user's memories that pass the filter, latest recorded first, ties by id descending. Unknown user: an empty page.
     * (MEMORY-7)
     */
    Page<Memory> list(UserId user, MemoryFilter filter, PageRequest request);

    /** Every change of a memory that was not forgotten, oldest first; empty when the user has no such memory. (MEMORY-8) */
    List<MemoryRevision> history(UserId user, MemoryId id);
}
