package dev.kendall.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What workers do with the jobs of a {@link JobQueue}. Thread-safe outside of a transaction.
 *
 * <p>A lease is fenced by its token: whoever lost it changes nothing any more, however late it comes. So safety hangs on no clock; only how soon a
 * job of a dead worker goes on does.
 */
public interface JobLeases {
    /**
     * Takes jobs: first those of workers whose lease has run out, so that they wait behind no backlog, then those that are due; each by due time less
     * priority, ties by id. (LEASE-1)
     *
     * <p>Of the jobs of one user with one concurrency key, one is taken while none is held; a job whose lease has run out is lost as soon as another of
     * its key is taken. (LEASE-2) Never more run than the claim allows over all workers. (LEASE-3) What has not begun when its time to live is over, or was
     * called off, ends instead, and waits for no key. (LEASE-4) No job is ever held by two. (LEASE-1) A claim of one job alone takes that one or none, also
     * before it is due. (LEASE-9)
     *
     * @return those that were taken, in order; each attempt is counted, whether the worker comes back or not
     */
    List<JobLease> claim(JobClaim claim);

    /**
     * Keeps jobs for longer, from now on. (LEASE-5)
     *
     * @return how it stands with each of them; one that a transaction has locked is {@link LeaseState#HELD} as it is
     */
    Map<JobId, LeaseState> extend(List<JobLease> leases, Duration lease);

    /**
     * Makes sure that the lease is held, until the transaction ends: nobody else takes the job, or another of its concurrency key, meanwhile, or the
     * commit fails. To be called first in a transaction whose effects belong to the job; outside of one it only looks. (LEASE-6)
     */
    LeaseState confirm(JobLease lease);

    /**
     * Ends a lease. (LEASE-7) In a transaction, this and all else that the transaction writes happen together or not at all. (LEASE-6)
     *
     * @return whether it was still held; otherwise nothing is changed
     */
    boolean finish(JobLease lease, JobOutcome outcome);

    /**
     * Calls {@code listener}, which must be quick, after something that is due was asked for and committed through this storage, by this process. What
     * others ask for, or a host commits in a transaction of its own, is found by looking. (LEASE-8)
     */
    Listening listen(Runnable listener);

    /** Somebody who listens. */
    interface Listening extends AutoCloseable {
        /** Listens no more. */
        @Override
        void close();
    }
}
