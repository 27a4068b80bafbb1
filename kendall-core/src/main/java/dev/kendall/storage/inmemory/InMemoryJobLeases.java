package dev.kendall.storage.inmemory;

import dev.kendall.internal.Checks;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.LeaseState;
import dev.kendall.storage.inmemory.Jobs.Changed;
import dev.kendall.storage.inmemory.StoredJob.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class InMemoryJobLeases implements JobLeases {
    private final Access access;

    InMemoryJobLeases(Access access) {
        this.access = access;
    }

    @Override
    public List<JobLease> claim(JobClaim claim) {
        Instant now = access.now();
        Instant until = Checks.time("the end of the lease", now.plus(claim.lease()));
        Held held = new Held(access.newId(), claim.worker(), now, until, false);
        return access.write(draft -> draft.change(jobs -> claimed(jobs, claim, held)));
    }

    private static Changed<List<JobLease>> claimed(Jobs jobs, JobClaim claim, Held held) {
        Instant now = held.startedAt();
        Jobs rest = jobs;
        int free = Math.min(claim.limit(), claim.mostRunning() - running(jobs, claim, now));
        List<JobLease> taken = new ArrayList<>();
        for (StoredJob stored : claim.only() == null ? jobs.takeable(now) : jobs.takeable(claim.only(), now)) {
            if (taken.size() >= free) {
                break;
            }
            if (!claim.handlers().contains(stored.job().handler())) {
                continue;
            }
            if (stored.hasExpired(now)) {
                rest = rest.with(stored.expired(now));
            } else if (stored.held() != null && stored.held().cancelled()) {
                rest = rest.with(stored.cancelled(now));
            } else if (isFree(rest, stored, now)) {
                StoredJob next = stored.taken(held);
                rest = rest.with(next);
                taken.add(new JobLease(next.job(), held.token(), held.until()));
            }
        }
        return new Changed<>(rest, List.copyOf(taken));
    }

    private static int running(Jobs jobs, JobClaim claim, Instant now) {
        return claim.mostRunning() == Integer.MAX_VALUE
                ? 0
                : (int) jobs.held().stream()
                        .map(rank -> jobs.get(rank.id()))
                        .filter(stored -> stored.isHeldAt(now)
                                && claim.handlers().contains(stored.job().handler()))
                        .count();
    }

    /** Whether nobody has a job of the same concurrency key. */
    private static boolean isFree(Jobs jobs, StoredJob stored, Instant now) {
        JobKey key = Jobs.concurrencyKey(stored.job());
        JobId holder = key == null ? null : jobs.running().get(key);
        return holder == null || holder.equals(stored.id()) || !jobs.get(holder).isHeldAt(now);
    }

    @Override
    public Map<JobId, LeaseState> extend(List<JobLease> leases, Duration lease) {
        Instant until = Checks.time("the end of the lease", access.now().plus(lease));
        return access.write(draft -> draft.change(jobs -> {
            Jobs rest = jobs;
            Map<JobId, LeaseState> states = new HashMap<>();
            for (JobLease each : leases) {
                LeaseState state = state(rest, each);
                states.put(each.id(), state);
                if (state != LeaseState.LOST) {
                    rest = rest.with(rest.get(each.id()).extended(until));
                }
            }
            return new Changed<>(rest, Map.copyOf(states));
        }));
    }

    /** The commit makes sure that it is still so. */
    @Override
    public LeaseState confirm(JobLease lease) {
        return access.write(draft -> draft.change(jobs -> new Changed<>(jobs, state(jobs, lease))));
    }

    private static LeaseState state(Jobs jobs, JobLease lease) {
        StoredJob held = held(jobs, lease);
        if (held == null) {
            return LeaseState.LOST;
        }
        return Objects.requireNonNull(held.held()).cancelled() ? LeaseState.CANCELLED : LeaseState.HELD;
    }

    /** The job, while the lease is held; null once somebody else has the job or its concurrency key. */
    private static @Nullable StoredJob held(Jobs jobs, JobLease lease) {
        StoredJob stored = jobs.find(lease.id());
        return stored != null && stored.isHeldBy(lease) && jobs.hasItsKey(stored) ? stored : null;
    }

    @Override
    public boolean finish(JobLease lease, JobOutcome outcome) {
        Objects.requireNonNull(outcome, "outcome");
        Instant now = access.now();
        return access.write(draft -> draft.change(jobs -> {
            StoredJob held = held(jobs, lease);
            return held == null ? new Changed<>(jobs, false) : new Changed<>(jobs.with(held.ended(outcome, now)), true);
        }));
    }

    @Override
    public Listening listen(Runnable listener) {
        return access.jobAlarm().listen(listener);
    }
}
