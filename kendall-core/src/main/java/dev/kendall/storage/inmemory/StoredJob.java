package dev.kendall.storage.inmemory;

import dev.kendall.internal.Checks;
import dev.kendall.job.Idempotency;
import dev.kendall.job.Job;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job with what only its queue knows, immutable.
 *
 * @param latestAt how far requests can put it off
 * @param idempotentUntil until when its idempotency key answers requests, or null: it has none
 * @param held who has it, or null: nobody
 */
record StoredJob(
        Job job,
        Instant latestAt,
        @Nullable Instant idempotentUntil,
        @Nullable Held held) {
    /**
     * Who has a job.
     *
     * @param cancelled whether it was called off meanwhile
     */
    record Held(UUID token, String worker, Instant startedAt, Instant until, boolean cancelled) {}

    JobId id() {
        return job.id();
    }

    static StoredJob asked(JobId id, JobRequest request, Instant now) {
        Idempotency idempotency = request.idempotency();
        Instant due = request.dueFrom(now);
        Job job = new Job(
                id,
                request.handler(),
                request.user(),
                request.key(),
                request.payload(),
                request.tags(),
                request.priority(),
                request.effectiveConcurrencyKey(),
                idempotency == null ? null : idempotency.key(),
                JobStatus.WAITING,
                now,
                due,
                expiry(due, request.ttl()),
                0,
                null,
                null,
                List.of());
        Instant until = idempotency == null ? null : Checks.time("until", now.plus(idempotency.ttl()));
        return new StoredJob(job, request.latestFrom(now), until, null);
    }

    private static @Nullable Instant expiry(Instant due, @Nullable Duration ttl) {
        return ttl == null ? null : Checks.time("expires at", due.plus(ttl));
    }

    /** Asked for again while it waits. */
    StoredJob askedAgain(JobRequest request, Instant now) {
        Instant latest = earlier(latestAt, request.latestFrom(now));
        Instant asked = request.dueFrom(now);
        Instant due = request.debounce() == null ? earlier(job.dueAt(), asked) : earlier(asked, latest);
        Job merged = new Job(
                job.id(),
                job.handler(),
                job.user(),
                job.key(),
                request.payload(),
                request.tags(),
                request.priority(),
                request.effectiveConcurrencyKey(),
                job.idempotencyKey(),
                job.status(),
                job.enqueuedAt(),
                due,
                expiry(due, request.ttl()),
                job.attempts(),
                null,
                null,
                job.runs());
        return new StoredJob(merged, latest, idempotentUntil, null);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Its due time less its priority; while somebody has it, the end of the lease. */
    Instant readyAt() {
        return held != null ? held.until() : job.rank();
    }

    boolean isHeldAt(Instant now) {
        return held != null && held.until().isAfter(now);
    }

    boolean isHeldBy(JobLease lease) {
        return held != null && held.token().equals(lease.token());
    }

    /** Whether somebody has it, under the same lease as the other. */
    boolean isHeldLike(StoredJob other) {
        return held != null && other.held != null && held.token().equals(other.held.token());
    }

    boolean hasExpired(Instant now) {
        Instant expires = job.expiresAt();
        return job.status() == JobStatus.WAITING && expires != null && !expires.isAfter(now);
    }

    StoredJob taken(Held by) {
        Job next = with(JobStatus.RUNNING, job.attempts() + 1, lost());
        return new StoredJob(next, latestAt, idempotentUntil, by);
    }

    /** Its runs, with the one of a worker that never came back. */
    private List<JobRun> lost() {
        return held == null ? job.runs() : ended(JobRun.Result.LOST, held.until(), null);
    }

    StoredJob extended(Instant until) {
        Held now =
                held == null ? null : new Held(held.token(), held.worker(), held.startedAt(), until, held.cancelled());
        return new StoredJob(job, latestAt, idempotentUntil, now);
    }

    StoredJob expired(Instant now) {
        return finished(JobStatus.EXPIRED, job.runs(), now, null);
    }

    /** Called off; one that runs is so when its worker says so, or is lost. */
    StoredJob cancelled(Instant now) {
        if (isHeldAt(now) && held != null) {
            Held told = new Held(held.token(), held.worker(), held.startedAt(), held.until(), true);
            return new StoredJob(job, latestAt, idempotentUntil, told);
        }
        return finished(JobStatus.CANCELLED, lost(), now, null);
    }

    StoredJob replayed(Instant now) {
        Job next = new Job(
                job.id(),
                job.handler(),
                job.user(),
                job.key(),
                job.payload(),
                job.tags(),
                job.priority(),
                job.concurrencyKey(),
                job.idempotencyKey(),
                JobStatus.RETRYING,
                job.enqueuedAt(),
                now,
                null,
                0,
                null,
                null,
                job.runs());
        return new StoredJob(next, latestAt, idempotentUntil, null);
    }

    StoredJob withoutIdempotency() {
        Job next = new Job(
                job.id(),
                job.handler(),
                job.user(),
                job.key(),
                job.payload(),
                job.tags(),
                job.priority(),
                job.concurrencyKey(),
                null,
                job.status(),
                job.enqueuedAt(),
                job.dueAt(),
                job.expiresAt(),
                job.attempts(),
                job.finishedAt(),
                job.output(),
                job.runs());
        return new StoredJob(next, latestAt, null, held);
    }

    StoredJob ended(JobOutcome outcome, Instant now) {
        if (outcome instanceof JobOutcome.Succeeded done) {
            return finished(JobStatus.SUCCEEDED, ended(JobRun.Result.SUCCEEDED, now, null), now, done.output());
        }
        if (held != null && held.cancelled() || outcome instanceof JobOutcome.Cancelled) {
            return finished(JobStatus.CANCELLED, ended(JobRun.Result.CANCELLED, now, null), now, null);
        }
        if (outcome instanceof JobOutcome.GivenUp given) {
            return finished(JobStatus.DEAD, ended(given.result(), now, given.error()), now, null);
        }
        if (outcome instanceof JobOutcome.Retry retry) {
            return waiting(job.attempts(), retry.at(), ended(retry.result(), now, retry.error()));
        }
        return waiting(job.attempts() - 1, now, job.runs());
    }

    private StoredJob waiting(int attempts, Instant due, List<JobRun> runs) {
        Job next = new Job(
                job.id(),
                job.handler(),
                job.user(),
                job.key(),
                job.payload(),
                job.tags(),
                job.priority(),
                job.concurrencyKey(),
                job.idempotencyKey(),
                JobStatus.RETRYING,
                job.enqueuedAt(),
                due,
                job.expiresAt(),
                attempts,
                null,
                null,
                runs);
        return new StoredJob(next, latestAt, idempotentUntil, null);
    }

    private List<JobRun> ended(JobRun.Result result, Instant at, @Nullable String error) {
        List<JobRun> runs = new ArrayList<>(job.runs());
        if (held != null) {
            runs.add(new JobRun(job.attempts(), held.worker(), held.startedAt(), at, result, error));
        }
        return runs.subList(Math.max(0, runs.size() - Job.MAX_RUNS), runs.size());
    }

    private StoredJob finished(JobStatus status, List<JobRun> runs, Instant now, @Nullable String output) {
        Job next = new Job(
                job.id(),
                job.handler(),
                job.user(),
                job.key(),
                job.payload(),
                job.tags(),
                job.priority(),
                job.concurrencyKey(),
                job.idempotencyKey(),
                status,
                job.enqueuedAt(),
                job.dueAt(),
                job.expiresAt(),
                job.attempts(),
                now,
                output,
                runs);
        return new StoredJob(next, latestAt, idempotentUntil, null);
    }

    private Job with(JobStatus status, int attempts, List<JobRun> runs) {
        return new Job(
                job.id(),
                job.handler(),
                job.user(),
                job.key(),
                job.payload(),
                job.tags(),
                job.priority(),
                job.concurrencyKey(),
                job.idempotencyKey(),
                status,
                job.enqueuedAt(),
                job.dueAt(),
                job.expiresAt(),
                attempts,
                null,
                null,
                runs);
    }
}
