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

    Recurring(JobQueue jobs, JobWorkerOptions options) {
        this.jobs = jobs;
        this.options = options;
    }

    /** Asks for the next time of each, once. */
    void ask() {
        Instant now = options.clock().instant();
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
