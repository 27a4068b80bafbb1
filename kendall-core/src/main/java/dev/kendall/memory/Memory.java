package dev.kendall.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A long-term memory as stored. It has two times: when it is so in the world ({@code validFrom}, {@code validTo}), and when
 * Kendall held it for so ({@code recordedAt}, {@code supersededAt}). The other fields are those of {@link NewMemory}.
 *
 * @param recordedAt when it was stored
 * @param supersededAt when it stopped counting, superseded or retracted, or null while it counts
 * @param supersededBy the memory that took its place, or null
 * @param version 1 at first, one more with every change
 */
public record Memory(
        UserId user,
        MemoryId id,
        MemoryType type,
        String key,
        String value,
        @Nullable String context,
        Importance importance,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        @Nullable Instant expiresAt,
        List<MessageId> sources,
        Attributes attributes,
        Instant recordedAt,
        @Nullable Instant supersededAt,
        @Nullable MemoryId supersededBy,
        long version) {
    /** Checks the fields. */
    public Memory {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(id, "id");
        NewMemory checked = new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
        validFrom = checked.validFrom();
        validTo = checked.validTo();
        expiresAt = checked.expiresAt();
        sources = checked.sources();
        recordedAt = Checks.time("recorded at", recordedAt);
        supersededAt = Checks.timeOrNull("superseded at", supersededAt);
        if (supersededBy != null && supersededAt == null) {
            throw new IllegalArgumentException("memory " + id + " has a successor but no time when it was superseded");
        }
        Checks.version(version);
    }

    /** Whether it still counts: neither superseded nor retracted. */
    public boolean isCurrent() {
        return supersededAt == null;
    }

    /** Whether it counts, holds in the world and has not expired at {@code time}. What has no begin holds since ever. */
    public boolean isRecallable(Instant time) {
        return isCurrent()
                && (validFrom == null || !time.isBefore(validFrom))
                && (validTo == null || time.isBefore(validTo))
                && (expiresAt == null || time.isBefore(expiresAt));
    }

    /** This memory with the content of {@code content}, whose id is not taken over; to be passed to {@link MemoryStore#update}. */
    public Memory withContent(NewMemory content) {
        return new Memory(
                user,
                id,
                content.type(),
                content.key(),
                content.value(),
                content.context(),
                content.importance(),
                content.validFrom(),
                content.validTo(),
                content.expiresAt(),
                content.sources(),
                content.attributes(),
                recordedAt,
                supersededAt,
                supersededBy,
                version);
    }

    /** The content of this memory, without its id: a start for {@link #withContent} or for a successor. */
    public NewMemory content() {
        return new NewMemory(
                null, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** Nothing of what is remembered: a memory has no place in a log. */
    @Override
    public String toString() {
        return "Memory[" + user + "/" + id + ", " + type + ", version " + version + "]";
    }
}
