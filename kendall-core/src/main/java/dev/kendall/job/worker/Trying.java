package dev.kendall.job.worker;

import dev.kendall.failure.KendallException;
import dev.kendall.failure.KendallException.Retry;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.job.Job;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobRun;
import dev.kendall.storage.TransactionalStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one try of a job, and sees to what becomes of it. Thread-safe. */
final class Trying {
    private static final Logger LOG = LoggerFactory.getLogger(Trying.class);

    private final TransactionalStorage storage;
    private final JobLeases leases;
    private final JobWorkerOptions options;
    private final Running running;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final LongAdder stopped = new LongAdder();

    Trying(TransactionalStorage storage, JobWorkerOptions options, Running running) {
        this.storage = storage;
        this.leases = storage.jobs().leases();
        this.options = options;
        this.running = running;
    }

    /** Runs the job on this thread; nothing is thrown, whatever the handler does. */
    void run(RunningJob job) {
        try {
            JobOutcome outcome = outcome(job);
            if (job.isCompleted()) {
                succeeded.increment();
            } else if (outcome != null) {
                finish(job, outcome);
            } else {
                stopped.increment();
            }
        } finally {
            running.remove(job);
        }
    }

    /** What became of a try; null when it is somebody else's to say. */
    private @Nullable JobOutcome outcome(RunningJob job) {
        int most = job.handler().retries().attempts();
        try {
            if (job.lease().job().attempts() > most) {
                return new JobOutcome.GivenUp(JobRun.Result.LOST, "no worker came back from its last try");
            }
            if (!job.begin(now())) {
                return new JobOutcome.Released();
            }
            String output = job.handler().run(new JobContext(storage, job, running));
            return new JobOutcome.Succeeded(job.isCompleted() ? null : output);
        } catch (Throwable e) {
            return afterFailure(job, e, most);
        } finally {
            job.end();
        }
    }

    private @Nullable JobOutcome afterFailure(RunningJob running, Throwable failure, int most) {
        RunningJob.Stop stop = running.stopped();
        if (stop == RunningJob.Stop.LOST) {
            return null;
        }
        if (stop == RunningJob.Stop.CANCELLED) {
            return new JobOutcome.Cancelled();
        }
        if (stop == RunningJob.Stop.CLOSING) {
            return new JobOutcome.Released();
        }
        Job job = running.lease().job();
        JobRun.Result result = stop == RunningJob.Stop.TIMED_OUT ? JobRun.Result.TIMED_OUT : JobRun.Result.FAILED;
        String error = stop == RunningJob.Stop.TIMED_OUT
                ? "it took longer than " + running.handler().timeout()
                : Failures.describe(failure);
        LOG.debug("job {} of {} failed", job.id(), job.handler(), failure);
        boolean hopeless = failure instanceof KendallException known && known.retry() == Retry.NEVER;
        if (job.attempts() >= most || hopeless) {
            LOG.warn("job {} of {} was given up after {} tries: {}", job.id(), job.handler(), job.attempts(), error);
            return new JobOutcome.GivenUp(result, error);
        }
        Duration wait = running.handler().retries().wait(job.attempts());
        if (failure instanceof StorageUnavailable away && away.retryAfter().compareTo(wait) > 0) {
            wait = away.retryAfter();
        }
        return new JobOutcome.Retry(result, now().plus(wait), error);
    }

    /** When it cannot be told, the job runs again once its lease has run out. */
    private void finish(RunningJob job, JobOutcome outcome) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean held = leases.finish(job.lease(), outcome);
            // A job that its handler ended itself is not held any more.
            count(outcome, held || outcome instanceof JobOutcome.Succeeded);
        } catch (KendallException | IllegalStateException e) {
            stopped.increment();
            LOG.warn(
                    "what became of job {} of {} could not be stored; it is tried again when its lease has run out: {}",
                    job.lease().id(),
                    job.handler().name(),
                    e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void count(JobOutcome outcome, boolean told) {
        if (!told) {
            stopped.increment();
        } else if (outcome instanceof JobOutcome.Succeeded) {
            succeeded.increment();
        } else if (outcome instanceof JobOutcome.Retry) {
            failed.increment();
        } else if (outcome instanceof JobOutcome.GivenUp) {
            dead.increment();
        } else {
            stopped.increment();
        }
    }

    JobReport report() {
        return new JobReport(succeeded.sum(), failed.sum(), dead.sum(), stopped.sum(), running.count());
    }

    private Instant now() {
        return options.clock().instant();
    }
}
