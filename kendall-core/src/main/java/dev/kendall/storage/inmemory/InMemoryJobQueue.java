package dev.kendall.storage.inmemory;

import dev.kendall.internal.Checks;
import dev.kendall.job.Idempotency;
import dev.kendall.job.Job;
import dev.kendall.job.JobCounts;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobStatus;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.Jobs.Changed;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryJobQueue implements JobQueue {
    private static final String LISTING = "jobs";

    private static final Comparator<StoredJob> FINISHED_FIRST = Comparator.comparing(
                    (StoredJob stored) -> Objects.requireNonNull(stored.job().finishedAt()))
            .thenComparing(StoredJob::id);

    private final Access access;
    private final JobLeases leases;

    InMemoryJobQueue(Access access) {
        this.access = access;
        this.leases = new InMemoryJobLeases(access);
    }

    @Override
    public JobReceipt enqueue(JobRequest request) {
        Objects.requireNonNull(request, "request");
        return access.write(draft -> {
            Instant now = access.now();
            UserId user = request.user();
            if (user != null) {
                ensure(draft, user, now);
            }
            JobId id = new JobId(access.newId());
            JobReceipt receipt = draft.change(jobs -> enqueued(jobs, StoredJob.asked(id, request, now), request));
            if (!receipt.dueAt().isAfter(now)) {
                draft.jobIsDue();
            }
            return receipt;
        });
    }

    private static void ensure(Draft draft, UserId user, Instant now) {
        UserState state = draft.user(user);
        UserState ensured = state.ensureUser(user, now);
        if (ensured != state) {
            draft.put(user, ensured);
        }
    }

    private static Changed<JobReceipt> enqueued(Jobs jobs, StoredJob fresh, JobRequest request) {
        Instant now = fresh.job().enqueuedAt();
        StoredJob answering = answering(jobs, request, now);
        if (answering == null) {
            return new Changed<>(
                    forgotten(jobs, request).with(fresh),
                    new JobReceipt(fresh.id(), true, fresh.job().dueAt()));
        }
        StoredJob after = request.idempotency() != null ? answering : answering.askedAgain(request, now);
        return new Changed<>(
                after.equals(answering) ? jobs : jobs.with(after),
                new JobReceipt(after.id(), false, after.job().dueAt()));
    }

    /** Without the idempotency key of the job whose has run out. */
    private static Jobs forgotten(Jobs jobs, JobRequest request) {
        Idempotency idempotency = request.idempotency();
        JobId old = idempotency == null
                ? null
                : jobs.asked().get(new JobKey(request.user(), request.handler(), idempotency.key()));
        return old == null ? jobs : jobs.with(jobs.get(old).withoutIdempotency());
    }

    private static @Nullable StoredJob answering(Jobs jobs, JobRequest request, Instant now) {
        if (request.idempotency() != null) {
            JobId id = jobs.asked()
                    .get(new JobKey(
                            request.user(),
                            request.handler(),
                            request.idempotency().key()));
            StoredJob asked = id == null ? null : jobs.get(id);
            Instant until = asked == null ? null : asked.idempotentUntil();
            return until != null && until.isAfter(now) ? asked : null;
        }
        JobId id = request.key() == null
                ? null
                : jobs.waiting().get(new JobKey(request.user(), request.handler(), request.key()));
        return id == null ? null : jobs.get(id);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return access.read(
                draft -> Optional.ofNullable(draft.state().jobs().find(id)).map(StoredJob::job));
    }

    @Override
    public Page<Job> list(JobFilter filter, PageRequest request) {
        JobId after = Keyset.after(request, LISTING, 1, key -> JobId.of(key.get(0)));
        return access.read(draft -> {
            var jobs = draft.state().jobs().byId();
            var rest = after == null ? jobs : jobs.headMap(after, false);
            return Keyset.page(
                    rest.descendingMap().values().stream().map(StoredJob::job)::iterator,
                    filter::matches,
                    request,
                    job -> Cursor.of(LISTING, job.id().toString()));
        });
    }

    @Override
    public JobCounts counts() {
        return access.read(draft -> {
            Instant now = access.now();
            Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
            Instant oldest = null;
            for (StoredJob stored : draft.state().jobs().byId().values()) {
                Job job = stored.job();
                counts.merge(job.status(), 1L, Long::sum);
                boolean waits = job.status() == JobStatus.WAITING || job.status() == JobStatus.RETRYING;
                boolean longest = oldest == null || job.dueAt().isBefore(oldest);
                if (waits && longest && !job.dueAt().isAfter(now)) {
                    oldest = job.dueAt();
                }
            }
            return new JobCounts(counts, oldest);
        });
    }

    @Override
    public boolean cancel(JobId id) {
        Instant now = access.now();
        return change(jobs -> {
            StoredJob stored = jobs.find(id);
            return stored == null || stored.job().status().isFinished()
                    ? new Changed<>(jobs, false)
                    : new Changed<>(jobs.with(stored.cancelled(now)), true);
        });
    }

    @Override
    public boolean replay(JobId id) {
        Instant now = access.now();
        return change(jobs -> {
            StoredJob stored = jobs.find(id);
            return stored == null || stored.job().status() != JobStatus.DEAD
                    ? new Changed<>(jobs, false)
                    : new Changed<>(jobs.with(stored.replayed(now)), true);
        });
    }

    @Override
    public long removeFinished(JobFilter filter, Instant before, int limit) {
        Objects.requireNonNull(filter, "filter");
        Instant end = Checks.time("before", before);
        Checks.range("limit", limit, 1, MAX_REMOVED);
        Instant now = access.now();
        return change(jobs -> {
            List<StoredJob> old = jobs.byId().values().stream()
                    .filter(stored -> isOver(stored, end, now) && filter.matches(stored.job()))
                    .sorted(FINISHED_FIRST)
                    .limit(limit)
                    .toList();
            Jobs rest = jobs;
            for (StoredJob stored : old) {
                rest = rest.without(stored.id());
            }
            return new Changed<>(rest, (long) old.size());
        });
    }

    private static boolean isOver(StoredJob stored, Instant before, Instant now) {
        Instant finished = stored.job().finishedAt();
        Instant idempotent = stored.idempotentUntil();
        return finished != null && finished.isBefore(before) && (idempotent == null || !idempotent.isAfter(now));
    }

    private <R> R change(Jobs.Change<R> change) {
        return access.write(draft -> draft.change(change));
    }

    @Override
    public JobLeases leases() {
        return leases;
    }
}
