package dev.kendall.job.worker;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that a worker has. Thread-safe. */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final JobLeases leases;
    private final JobWorkerOptions options;
    /** By itself, and not by its id: a job that is stuck here may be taken again, and then is here twice. */
    private final Set<RunningJob> jobs = ConcurrentHashMap.newKeySet();

    private final ReentrantLock heartbeat = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private Instant lastHeartbeat;

    Running(JobLeases leases, JobWorkerOptions options) {
        this.leases = leases;
        this.options = options;
        this.lastHeartbeat = options.clock().instant();
    }

    RunningJob add(JobLease lease) {
        JobHandler handler =
                Objects.requireNonNull(options.handlers().get(lease.job().handler()));
        RunningJob job = new RunningJob(lease, handler);
        // Who is given a job that it has, has lost it before.
        for (RunningJob earlier : jobs) {
            if (earlier.lease().id().equals(lease.id())) {
                earlier.stop(RunningJob.Stop.LOST);
            }
        }
        jobs.add(job);
        return job;
    }

    void remove(RunningJob job) {
        jobs.remove(job);
        tellWhenNone();
    }

    private void tellWhenNone() {
        lock.lock();
        try {
            if (hasNone()) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a job back that has not begun. Where that cannot be told, it is due once its lease has run out. */
    void giveBack(JobLease lease) {
        try {
            leases.finish(lease, new JobOutcome.Released());
        } catch (KendallException e) {
            LOG.warn(
                    "job {} could not be given back, and is due when its lease has run out: {}",
                    lease.id(),
                    e.getMessage());
        }
    }

    /** How many it has. */
    int count() {
        return (int) jobs.stream().filter(job -> !job.isGivenBack()).count();
    }

    private boolean hasNone() {
        return jobs.stream().allMatch(RunningJob::isGivenBack);
    }

    /** How many threads, and places before them, are taken: also by those that were given back and that no thread has come to yet. */
    int places() {
        return jobs.size();
    }

    /** Stops jobs that take too long, and makes the leases of the others last longer when it is time to. */
    void keep() {
        Instant now = options.clock().instant();
        for (RunningJob job : jobs) {
            if (job.isLate(now)) {
                job.stop(RunningJob.Stop.TIMED_OUT);
            }
        }
        Duration since = Duration.between(lastHeartbeat, now);
        // A clock that was put back does not say how long ago the last one was.
        if (since.isNegative() || since.compareTo(options.heartbeat()) >= 0) {
            heartbeat();
            lastHeartbeat = now;
        }
    }

    private void heartbeat() {
        heartbeat.lock();
        try {
            List<RunningJob> kept = jobs.stream().filter(RunningJob::isKept).toList();
            if (kept.isEmpty()) {
                return;
            }
            Map<JobId, LeaseState> states =
                    leases.extend(kept.stream().map(RunningJob::lease).toList(), options.lease());
            for (RunningJob job : kept) {
                LeaseState state = states.getOrDefault(job.lease().id(), LeaseState.LOST);
                if (state == LeaseState.LOST) {
                    job.stop(RunningJob.Stop.LOST);
                } else if (state == LeaseState.CANCELLED) {
                    job.stop(RunningJob.Stop.CANCELLED);
                }
            }
            for (RunningJob job : kept) {
                if (job.hasWaitedThrough(JobWorkerOptions.HEARTBEATS)) {
                    giveBack(job.lease());
                    tellWhenNone();
                }
            }
        } finally {
            heartbeat.unlock();
        }
    }

    /** Lets the job enter a transaction once no heartbeat is under way; later ones leave it out. */
    void enterTransaction(RunningJob job) {
        heartbeat.lock();
        try {
            job.enterTransaction();
        } finally {
            heartbeat.unlock();
        }
    }

    void stopAll() {
        jobs.forEach(job -> job.stop(RunningJob.Stop.CLOSING));
    }

    /** Waits until there are none; whether that was in time. */
    boolean awaitNone(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!hasNone() && left > 0) {
                left = none.awaitNanos(left);
            }
            return hasNone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("interrupted while waiting for jobs to end", e);
        } finally {
            lock.unlock();
        }
    }
}
