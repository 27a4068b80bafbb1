package dev.kendall.job.worker;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.Conflict;
import dev.kendall.job.Job;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.LeaseState;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TransactionalStorage.Work;
import org.jspecify.annotations.Nullable;

/** One try of a job, for its handler. Thread-safe, and of use only until the handler returns. */
public final class JobContext {
    /** Enough for a user who writes a message a second. */
    private static final int RACES = 5;

    private final TransactionalStorage storage;
    private final RunningJob running;
    private final Running all;

    JobContext(TransactionalStorage storage, RunningJob running, Running all) {
        this.storage = storage;
        this.running = running;
        this.all = all;
    }

    /** What is done together with the end of a job. */
    @FunctionalInterface
    public interface Completion<X extends Exception> {
        /** Does it; what it returns is kept about the job, at most 16,384 characters, or null. */
        @Nullable
        String run(Transaction transaction) throws X;
    }

    /** The job as it was taken. */
    public Job job() {
        return running.lease().job();
    }

    /** The right to do the job, for handlers that end it in a transaction of the host's: {@link dev.kendall.job.JobLeases#finish}. */
    public JobLease lease() {
        return running.lease();
    }

    /** Whether it should stop: it was called off, takes too long, is somebody else's by now, or the worker is closed. */
    public boolean isStopped() {
        return running.stopped() != null;
    }

    /**
     * Fails when the job should stop, for handlers that work for long without waiting for anything.
     *
     * @throws Cancelled when it should
     */
    public void checkStopped() {
        RunningJob.Stop stop = running.stopped();
        if (stop != null) {
            throw new Cancelled("job " + job().id() + " has to stop: " + stop, null);
        }
    }

    /**
     * Runs work in a transaction that commits only while the job is this worker's. (WORK-3) A race that it lost is run again, up to five times in all.
     *
     * @throws Cancelled when the job is somebody else's by now, or was called off; nothing is stored
     * @throws Conflict when every race was lost
     * @throws X what the work throws
     */
    public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
        all.enterTransaction(running);
        try {
            for (int race = 1; ; race++) {
                try {
                    return storage.inTransaction(transaction -> {
                        confirm(transaction);
                        return work.run(transaction);
                    });
                } catch (Conflict e) {
                    if (!e.isLostRace() || race == RACES) {
                        throw e;
                    }
                }
            }
        } finally {
            running.leaveTransaction();
        }
    }

    private void confirm(Transaction transaction) {
        checkStopped();
        LeaseState state = transaction.jobs().leases().confirm(lease());
        if (state != LeaseState.HELD) {
            throw new Cancelled(
                    "job " + job().id()
                            + (state == LeaseState.LOST ? " is not this worker's any more" : " was called off"),
                    null);
        }
    }

    /**
     * Runs work in a transaction together with the end of the job: both happen or neither does, so that what the work stores is stored exactly once. (WORK-2)
     * To be the last thing that the handler does; what it returns then is not kept.
     *
     * @param work what it returns is kept about the job
     * @throws Cancelled when the job is somebody else's by now, or was called off; nothing is stored
     * @throws Conflict when every race was lost
     * @throws X what the work throws
     */
    public <X extends Exception> void complete(Completion<X> work) throws X {
        inTransaction(transaction -> {
            end(transaction, work.run(transaction));
            return true;
        });
        running.complete();
    }

    /**
     * Ends the job in a transaction, also one of the host's: it is done when that commits. (WORK-3) What the handler returns then is not kept.
     *
     * @throws Cancelled when the job is somebody else's by now, was called off, or has to stop; the transaction should not commit
     */
    public void completeIn(Transaction transaction, @Nullable String output) {
        confirm(transaction);
        end(transaction, output);
    }

    private void end(Transaction transaction, @Nullable String output) {
        if (!transaction.jobs().leases().finish(lease(), new JobOutcome.Succeeded(output))) {
            throw new Cancelled("job " + job().id() + " is not this worker's any more", null);
        }
    }
}
