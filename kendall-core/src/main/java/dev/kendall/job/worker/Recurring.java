package dev.kendall.job.worker;

import dev.kendall.job.JobQueue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Asks for recurring jobs. Not thread-safe. */
final class Recurring {
    private final JobQueue jobs;
    private final JobWorkerOptions options;
    private final Map<String, Instant> asked = new HashMap<>();
    private Instant looked = Instant.MIN;

    Recurring(JobQueue jobs, JobWorkerOptions options) {
        this.jobs = jobs;
        this.options = options;
    }

    /** Asks for the next time of each, once. */
    void ask() {
        Instant now = options.clock().instant();
        if (now.isBefore(looked)) {
            // The clock was set back: what was asked for may be far ahead. Who asks twice for a time is answered by the
            // same job.
            asked.clear();
        }
        looked = now;
        for (RecurringJob job : options.recurring()) {
            Instant last = asked.get(job.name());
            if (last == null || !last.isAfter(now)) {
                Instant next = job.schedule().next(now);
                if (job.isNear(next, now)) {
                    jobs.enqueue(job.at(next));
                    asked.put(job.name(), next);
                }
            }
        }
    }
}
