package dev.kendall.job.worker;

import dev.kendall.job.JobLease;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A job that a worker has, with the thread that it runs on. Thread-safe. */
final class RunningJob {
    /** Why a job is to stop. */
    enum Stop {
        CANCELLED,
        TIMED_OUT,
        LOST,
        CLOSING,
        GIVEN_BACK
    }

    private final JobLease lease;
    private final JobHandler handler;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;
    private @Nullable Stop stop;
    private @Nullable Instant deadline;
    private int heartbeats;
    private int transactions;
    private boolean ended;
    private volatile boolean completed;

    RunningJob(JobLease lease, JobHandler handler) {
        this.lease = lease;
        this.handler = handler;
    }

    JobLease lease() {
        return lease;
    }

    JobHandler handler() {
        return handler;
    }

    /**
     * Begins on this thread.
     *
     * @return whether nobody has stopped it before
     */
    boolean begin(Instant now) {
        lock.lock();
        try {
            deadline = now.plus(handler.timeout());
            thread = Thread.currentThread();
            return stop == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A heartbeat has come.
     *
     * @return whether that is the last of so many through which no thread has come to it; then it does not begin any more
     */
    boolean hasWaitedThrough(int most) {
        lock.lock();
        try {
            boolean waits = deadline == null && (stop == null || stop == Stop.CANCELLED);
            if (!waits || ++heartbeats < most) {
                return false;
            }
            stop = Stop.GIVEN_BACK;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was given back before it began. */
    boolean isGivenBack() {
        return stopped() == Stop.GIVEN_BACK;
    }

    /** From now on no interrupt comes, and one that came is forgotten: it was meant for the job. */
    void end() {
        lock.lock();
        try {
            if (stop != null && thread == Thread.currentThread()) {
                Thread.interrupted();
            }
            thread = null;
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells it to stop, unless it was told already. */
    void stop(Stop reason) {
        lock.lock();
        try {
            if (stop == null && !ended) {
                stop = reason;
                if (thread != null) {
                    thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Stop stopped() {
        lock.lock();
        try {
            return stop;
        } finally {
            lock.unlock();
        }
    }

    boolean isLate(Instant now) {
        lock.lock();
        try {
            return deadline != null && stop == null && now.isAfter(deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Its handler has ended it, and that is committed. */
    void complete() {
        completed = true;
    }

    boolean isCompleted() {
        return completed;
    }

    /** Whether its lease is worth keeping: one that pays no heed to being stopped is left to others. */
    boolean isKept() {
        lock.lock();
        try {
            boolean given = stop == Stop.LOST || stop == Stop.TIMED_OUT || stop == Stop.GIVEN_BACK;
            return !ended && !given && transactions == 0;
        } finally {
            lock.unlock();
        }
    }

    /** While it is in a transaction, that transaction holds the job, and a heartbeat would only change what it has read. */
    void enterTransaction() {
        lock.lock();
        try {
            transactions++;
        } finally {
            lock.unlock();
        }
    }

    void leaveTransaction() {
        lock.lock();
        try {
            transactions--;
        } finally {
            lock.unlock();
        }
    }
}
