package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs there are.
 *
 * @param counts by status; every status is there, 0 where there is none
 * @param oldestDue since when the one that waits longest, to begin or to begin again, is due; null when none is due
 */
public record JobCounts(
        Map<JobStatus, Long> counts, @Nullable Instant oldestDue) {
    /** Checks the fields, and adds 0 for statuses that are not given. */
    public JobCounts {
        EnumMap<JobStatus, Long> all = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            all.put(status, counts.getOrDefault(status, 0L));
        }
        counts = Collections.unmodifiableMap(all);
        oldestDue = Checks.timeOrNull("oldest due", oldestDue);
    }

    /** How many are in this state. */
    public long count(JobStatus status) {
        return Objects.requireNonNull(counts.get(status));
    }
}
