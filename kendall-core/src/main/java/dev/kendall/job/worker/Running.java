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
    private final Map<JobId, RunningJob> jobs = new ConcurrentHashMap<>();
    private final ReentrantLock heartbeat = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private Instant nextHeartbeat;

    Running(JobLeases leases, JobWorkerOptions options) {
        this.leases = leases;
        this.options = options;
        this.nextHeartbeat = options.clock().instant().plus(options.heartbeat());
    }

    RunningJob add(JobLease lease) {
        JobHandler handler =
                Objects.requireNonNull(options.handlers().get(lease.job().handler()));
        RunningJob job = new RunningJob(lease, handler);
        jobs.put(lease.id(), job);
        return job;
    }

    void remove(RunningJob job) {
        jobs.remove(job.lease().id(), job);
        lock.lock();
        try {
            if (jobs.isEmpty()) {
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
            LOG.warn("job {} could not be given back, and is due when its lease has run out: {}", lease.id(), e.getMessage());
        }
    }

    int count() {
        return jobs.size();
    }

    /** Stops jobs that take too long, and makes the leases of the others last longer when it is time to. */
    void keep() {
        Instant now = options.clock().instant();
        for (RunningJob job : jobs.values()) {
            if (job.isLate(now)) {
                job.stop(RunningJob.Stop.TIMED_OUT);
            }
        }
        if (!now.isBefore(nextHeartbeat)) {
            heartbeat();
            nextHeartbeat = now.plus(options.heartbeat());
        }
    }

    private void heartbeat() {
        heartbeat.lock();
        try {
            List<RunningJob> kept =
                    jobs.values().stream().filter(RunningJob::isKept).toList();
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
        jobs.values().forEach(job -> job.stop(RunningJob.Stop.CLOSING));
    }

    /** Waits until there are none; whether that was in time. */
    boolean awaitNone(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!jobs.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
            return jobs.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("interrupted while waiting for jobs to end", e);
        } finally {
            lock.unlock();
        }
    }
}
