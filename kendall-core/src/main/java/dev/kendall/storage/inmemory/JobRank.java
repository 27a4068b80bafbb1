package dev.kendall.storage.inmemory;

import dev.kendall.job.JobId;
import java.time.Instant;
import java.util.Comparator;

/** When a job may be taken, and so its place among those of its kind. */
record JobRank(Instant readyAt, JobId id) implements Comparable<JobRank> {
    private static final Comparator<JobRank> ORDER =
            Comparator.comparing(JobRank::readyAt).thenComparing(JobRank::id);

    static JobRank of(StoredJob job) {
        return new JobRank(job.readyAt(), job.id());
    }

    @Override
    public int compareTo(JobRank other) {
        return ORDER.compare(this, other);
    }
}
