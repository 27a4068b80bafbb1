package dev.kendall.storage;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A change that waits to be told.
 *
 * @param id UUIDv7; unique, and a good idempotency key
 * @param addedAt when it was added
 */
public record OutboxEntry(UUID id, Change change, Instant addedAt) {
    /** Checks the fields. */
    public OutboxEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(change, "change");
        addedAt = Checks.time("added at", addedAt);
    }
}
