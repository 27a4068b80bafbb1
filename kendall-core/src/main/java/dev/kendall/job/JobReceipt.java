package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * What became of a request.
 *
 * @param id the job that answers it
 * @param created whether there is a job more now; otherwise one that was there already answers it
 * @param dueAt when that one is due, or was
 */
public record JobReceipt(JobId id, boolean created, Instant dueAt) {
    /** Checks the fields. */
    public JobReceipt {
        Objects.requireNonNull(id, "id");
        dueAt = Checks.time("due at", dueAt);
    }
}
