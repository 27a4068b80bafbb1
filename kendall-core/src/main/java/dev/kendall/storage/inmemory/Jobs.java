package dev.kendall.storage.inmemory;

import dev.kendall.job.Job;
import dev.kendall.job.JobId;
import dev.kendall.job.JobStatus;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * All jobs, immutable: by id, and found by what there is one of.
 *
 * @param due those that nobody has and that are not finished, by due time less priority
 * @param held those that somebody has, by the end of the lease
 * @param waiting by key
 * @param asked by idempotency key, the latest of each
 * @param running by concurrency key, the latest of each that was taken
 */
record Jobs(
        TreePMap<JobId, StoredJob> byId,
        TreePSet<JobRank> due,
        TreePSet<JobRank> held,
        PMap<JobKey, JobId> waiting,
        PMap<JobKey, JobId> asked,
        PMap<JobKey, JobId> running) {
    static final Jobs EMPTY = new Jobs(
            TreePMap.empty(),
            TreePSet.empty(),
            TreePSet.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty());

    /** The jobs after a change, and what the change answers. */
    record Changed<R>(Jobs jobs, R answer) {}

    /** A change that answers the same when it is made again on the same jobs. */
    @FunctionalInterface
    interface Change<R> {
        Changed<R> on(Jobs jobs);
    }

    @Nullable
    StoredJob find(JobId id) {
        return byId.get(id);
    }

    StoredJob get(JobId id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** With the job, new or in the place of the one with its id. */
    Jobs with(StoredJob stored) {
        StoredJob old = byId.get(stored.id());
        boolean keyLost = old != null && old.isHeldLike(stored) && !hasItsKey(old);
        Jobs rest = without(stored.id());
        Job job = stored.job();
        return new Jobs(
                rest.byId.plus(stored.id(), stored),
                stored.held() != null || job.status().isFinished() ? rest.due : rest.due.plus(JobRank.of(stored)),
                stored.held() == null ? rest.held : rest.held.plus(JobRank.of(stored)),
                plus(rest.waiting, waitingKey(job), stored.id()),
                plus(rest.asked, idempotencyKey(job), stored.id()),
                plus(rest.running, keyLost ? null : runningKey(job), stored.id()));
    }

    /** Whether no other job was given its concurrency key since it was taken, so far as it runs and has one. */
    boolean hasItsKey(StoredJob stored) {
        JobKey key = runningKey(stored.job());
        return key == null || stored.id().equals(running.get(key));
    }

    Jobs without(JobId id) {
        StoredJob old = byId.get(id);
        if (old == null) {
            return this;
        }
        return new Jobs(
                byId.minus(id),
                due.minus(JobRank.of(old)),
                held.minus(JobRank.of(old)),
                minus(waiting, waitingKey(old.job()), id),
                minus(asked, idempotencyKey(old.job()), id),
                minus(running, runningKey(old.job()), id));
    }

    /** Those whose lease has run out, then those that are due, each by due time less priority. */
    List<StoredJob> takeable(Instant now) {
        List<StoredJob> all = new ArrayList<>();
        upTo(now, held).forEach(all::add);
        all.sort(Comparator.comparing((StoredJob stored) -> stored.job().rank()).thenComparing(StoredJob::id));
        upTo(now, due).filter(stored -> !stored.job().dueAt().isAfter(now)).forEach(all::add);
        return all;
    }

    /** That one, due or not, unless it is finished or somebody has it. */
    List<StoredJob> takeable(JobId only, Instant now) {
        StoredJob stored = find(only);
        boolean isOpen = stored != null && !stored.job().status().isFinished() && !stored.isHeldAt(now);
        return isOpen ? List.of(stored) : List.of();
    }

    private Stream<StoredJob> upTo(Instant now, TreePSet<JobRank> ranks) {
        return ranks.stream().takeWhile(rank -> !rank.readyAt().isAfter(now)).map(rank -> get(rank.id()));
    }

    List<StoredJob> of(UserId user) {
        return byId.values().stream()
                .filter(stored -> user.equals(stored.job().user()))
                .toList();
    }

    private static @Nullable JobKey waitingKey(Job job) {
        String key = job.status() == JobStatus.WAITING ? job.key() : null;
        return key == null ? null : new JobKey(job.user(), job.handler(), key);
    }

    private static @Nullable JobKey idempotencyKey(Job job) {
        String key = job.idempotencyKey();
        return key == null ? null : new JobKey(job.user(), job.handler(), key);
    }

    private static @Nullable JobKey runningKey(Job job) {
        return job.status() == JobStatus.RUNNING ? concurrencyKey(job) : null;
    }

    static @Nullable JobKey concurrencyKey(Job job) {
        String key = job.concurrencyKey();
        return key == null ? null : new JobKey(job.user(), "", key);
    }

    private static PMap<JobKey, JobId> plus(PMap<JobKey, JobId> map, @Nullable JobKey key, JobId id) {
        return key == null ? map : map.plus(key, id);
    }

    private static PMap<JobKey, JobId> minus(PMap<JobKey, JobId> map, @Nullable JobKey key, JobId id) {
        return key != null && id.equals(map.get(key)) ? map.minus(key) : map;
    }
}
