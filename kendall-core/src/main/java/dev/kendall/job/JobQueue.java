package dev.kendall.job;

import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Jobs: asked for here, done by workers on any number of machines that share the storage. Thread-safe outside of a transaction; inside of one, a
 * job is there for workers when, and only when, the transaction commits. (JOB-1)
 *
 * <p>A job is done at least once. What it writes through the transaction that also ends it is written exactly once.
 */
public interface JobQueue {
    /** The most jobs that are removed at once. */
    int MAX_REMOVED = 1_000;

    /**
     * Asks for a job. Its user exists from then on. (JOB-2)
     *
     * <p>When a job of the same user and handler waits under the key, untried, that one answers the request: it takes over the payload, priority,
     * concurrency key, time to live and tags of this one, and the earlier of both due times. (JOB-3) With a debounce it is instead due as late as
     * this one asks, but no later than the first request allowed. (JOB-4) A job that runs already, or was tried, answers nothing: a new one waits
     * behind it.
     *
     * <p>When a job of the same user and handler was created under the idempotency key, and that has not run out, that one answers the request,
     * whatever became of it, and stays as it is. (JOB-5)
     */
    JobReceipt enqueue(JobRequest request);

    /** The job with this id. */
    Optional<Job> find(JobId id);

    /** Jobs, newest first by id. (JOB-6) */
    Page<Job> list(JobFilter filter, PageRequest request);

    /** How many jobs there are, and whether they are late. (JOB-6) */
    JobCounts counts();

    /**
     * Calls a job off: one that waits never begins; one that runs is interrupted, and what it does in a transaction of the job from now on is
     * refused. (JOB-7)
     *
     * @return whether it was there and not finished
     */
    boolean cancel(JobId id);

    /**
     * Makes a dead letter due now, with all its attempts. (JOB-8)
     *
     * @return whether it was there and dead
     */
    boolean replay(JobId id);

    /**
     * Removes jobs that were finished before this time, dead letters with them, and whose idempotency keys have run out. (JOB-9)
     *
     * @param filter which of them
     * @param limit how many at most, 1 to {@value #MAX_REMOVED}: first those that were finished first
     * @return how many
     */
    long removeFinished(JobFilter filter, Instant before, int limit);

    /**
     * As {@link #removeFinished(JobFilter, Instant, int)}, all of them, whoever's and for whichever handler; outside of a transaction in pieces, each
     * gone for good.
     *
     * @return how many
     */
    default long removeFinished(Instant before) {
        long removed = 0;
        long piece = MAX_REMOVED;
        while (piece == MAX_REMOVED) {
            piece = removeFinished(JobFilter.all(), before, MAX_REMOVED);
            removed += piece;
        }
        return removed;
    }

    /** What workers do with the jobs. */
    JobLeases leases();
}
