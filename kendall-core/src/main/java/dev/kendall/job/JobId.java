package dev.kendall.job;

import dev.kendall.id.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** A job's id, minted by Kendall (UUIDv7). Unique in a storage, and a good idempotency key for what the job does elsewhere. */
public record JobId(UUID value) implements Comparable<JobId> {
    /** Checks the value. */
    public JobId {
        Objects.requireNonNull(value, "job id");
    }

    /** The id with this text form. */
    public static JobId of(String value) {
        return new JobId(UUID.fromString(value));
    }

    /** Unsigned, as databases compare. */
    @Override
    public int compareTo(JobId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
