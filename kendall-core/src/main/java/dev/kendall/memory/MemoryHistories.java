package dev.kendall.memory;

import dev.kendall.user.UserId;
import java.time.Instant;

/** What has grown old in the histories of memories. The memories themselves stay, whether they count or not. */
public interface MemoryHistories {
    /**
     * Forgets old entries in the histories of the user's memories, for good. Everything that was changed at or after {@code before} stays, with the
     * memory as it was at that time; so each of these changes can be taken back. (HISTORY-1) Of every memory the first entry stays, which says since
     * when it is known, the last {@value MemoryTransitions#LAST_KEPT}, by which the last change can be taken back however old it is, and those by
     * which {@link MemoryStore#restore} finds the end in the world that a memory had. (HISTORY-2) Done again, it forgets nothing more. Unknown user:
     * nothing. (HISTORY-3)
     *
     * @return how many entries were forgotten
     */
    long trim(UserId user, Instant before);
}
