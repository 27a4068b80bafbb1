package dev.kendall.memory;

import dev.kendall.failure.Conflict;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of {@link MemoryStore}'s changes, for backends: each gives the row to store, or says why there is none. */
public final class MemoryTransitions {
    /** How many entries of a history are kept at its end, however old they are: one run of learning may write two. */
    public static final int LAST_KEPT = 3;

    private MemoryTransitions() {}

    /** A new memory as its first version. */
    public static Memory added(UserId user, MemoryId id, NewMemory memory, Instant now) {
        return new Memory(
                user,
                id,
                memory.type(),
                memory.key(),
                memory.value(),
                memory.context(),
                memory.importance(),
                memory.validFrom(),
                memory.validTo(),
                memory.expiresAt(),
                memory.sources(),
                memory.attributes(),
                now,
                null,
                null,
                1);
    }

    /**
     * The stored memory, when adding {@code memory} under its id repeats it.
     *
     * @throws Conflict when it is another memory
     */
    public static Memory sameAs(Memory stored, NewMemory memory) {
        if (stored.type().equals(memory.type())
                && stored.key().equals(memory.key())
                && stored.value().equals(memory.value())) {
            return stored;
        }
        throw new Conflict("user " + stored.user() + " already has another memory " + stored.id()
                + "; leave the id out, or update that memory");
    }

    /** The stored memory with the content of {@code changed}. */
    public static Memory updated(Memory stored, Memory changed) {
        checkVersion(stored, changed);
        return withState(
                stored.withContent(changed.content()),
                changed.validTo(),
                stored.supersededAt(),
                stored.supersededBy(),
                stored.version() + 1);
    }

    /** The stored memory with {@code successor} in its place. */
    public static Memory superseded(Memory stored, Memory seen, Memory successor, Instant now) {
        checkVersion(stored, seen);
        checkCurrent(stored);
        if (successor.id().equals(stored.id())) {
            throw new IllegalArgumentException(
                    "memory " + stored.id() + " cannot be its own successor; update it instead");
        }
        checkCurrent(successor);
        Instant end = stored.validTo();
        if (end == null) {
            end = successor.validFrom() == null ? now : successor.validFrom();
            if (stored.validFrom() != null && end.isBefore(stored.validFrom())) {
                end = stored.validFrom();
            }
        }
        return withState(stored, end, now, successor.id(), stored.version() + 1);
    }

    /** The stored memory, no longer counting. */
    public static Memory retracted(Memory stored, Memory seen, Instant now) {
        checkVersion(stored, seen);
        checkCurrent(stored);
        return withState(stored, stored.validTo(), now, null, stored.version() + 1);
    }

    /**
     * The stored memory, counting again.
     *
     * @param validTo the end in the world that it had before it was superseded
     */
    public static Memory restored(Memory stored, Memory seen, @Nullable Instant validTo) {
        checkVersion(stored, seen);
        if (stored.isCurrent()) {
            throw new Conflict("memory " + stored.id() + " of user " + stored.user() + " counts already");
        }
        return withState(stored, validTo, null, null, stored.version() + 1);
    }

    /**
     * The end in the world that a memory had before it was superseded: what superseding gave it goes, what it had before or was given since
     * stays.
     *
     * @param history the memory's changes, oldest first
     */
    public static @Nullable Instant validToBeforeSuperseding(Memory stored, List<MemoryRevision> history) {
        for (int i = history.size() - 1; i > 0; i--) {
            if (history.get(i).change() == MemoryRevision.Change.SUPERSEDED) {
                boolean untouchedSince = Objects.equals(history.get(i).memory().validTo(), stored.validTo());
                return untouchedSince ? history.get(i - 1).memory().validTo() : stored.validTo();
            }
        }
        return stored.validTo();
    }

    /**
     * The versions that may go from a history: those that {@link MemoryHistories#trim} does not keep.
     *
     * @param history the memory's changes, oldest first
     */
    public static List<Long> forgettable(List<MemoryRevision.Head> history, Instant before) {
        int recent = 0;
        int superseded = -1;
        for (int i = 0; i < history.size(); i++) {
            MemoryRevision.Head head = history.get(i);
            recent = recent == i && head.at().isBefore(before) ? i + 1 : recent;
            superseded = head.change() == MemoryRevision.Change.SUPERSEDED ? i : superseded;
        }
        List<Long> versions = new ArrayList<>();
        int end = Math.min(recent - 1, history.size() - LAST_KEPT);
        for (int i = 1; i < end; i++) {
            if (i != superseded && i != superseded - 1) {
                versions.add(history.get(i).version());
            }
        }
        return versions;
    }

    /** The memory with nothing in its place that is known, in the same version: for rows whose successor is not there. */
    public static Memory withoutSuccessor(Memory memory) {
        return withState(memory, memory.validTo(), memory.supersededAt(), null, memory.version());
    }

    private static void checkVersion(Memory stored, Memory seen) {
        if (stored.version() != seen.version()) {
            throw Conflict.staleVersion(
                    "memory " + stored.id() + " of user " + stored.user(), stored.version(), seen.version());
        }
    }

    private static void checkCurrent(Memory stored) {
        if (!stored.isCurrent()) {
            throw new Conflict("memory " + stored.id() + " of user " + stored.user() + " no longer counts since "
                    + stored.supersededAt() + "; read its successor, or restore it");
        }
    }

    private static Memory withState(
            Memory memory,
            @Nullable Instant validTo,
            @Nullable Instant supersededAt,
            @Nullable MemoryId supersededBy,
            long version) {
        return new Memory(
                memory.user(),
                memory.id(),
                memory.type(),
                memory.key(),
                memory.value(),
                memory.context(),
                memory.importance(),
                memory.validFrom(),
                validTo,
                memory.expiresAt(),
                memory.sources(),
                memory.attributes(),
                memory.recordedAt(),
                supersededAt,
                supersededBy,
                version);
    }
}
