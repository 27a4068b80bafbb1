package dev.kendall.storage;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What erasing a user destroyed.
 *
 * @param counts rows by kind; every kind is there, 0 where there was nothing
 */
public record ErasureReceipt(UserId user, Instant erasedAt, Map<Kind, Long> counts) {
    /** The kinds of rows that are counted. */
    public enum Kind {
        /** The user with the profile. */
        USERS,
        /** Conversation threads. */
        THREADS,
        /** Chat messages. */
        MESSAGES,
        /** Contacts. */
        CONTACTS,
        /** Patterns. */
        PATTERNS,
        /** Memories, whether they counted or not. */
        MEMORIES,
        /** Entries in the history of memories. */
        MEMORY_REVISIONS,
        /** Ids in other systems. */
        EXTERNAL_IDS,
        /** Vectors, in all spaces. */
        VECTORS,
        /** Changes that waited in the outbox. */
        OUTBOX_ENTRIES,
        /** Jobs, finished or not. */
        JOBS,
        /** What background work kept about the user. */
        STATES
    }

    /** Checks the fields, and adds 0 for kinds that are not given. */
    public ErasureReceipt {
        Objects.requireNonNull(user, "user");
        erasedAt = Checks.time("erased at", erasedAt);
        EnumMap<Kind, Long> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, counts.getOrDefault(kind, 0L));
        }
        counts = Collections.unmodifiableMap(all);
    }

    /** How many rows of a kind were destroyed. */
    public long count(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    /** How many rows were destroyed in all. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
