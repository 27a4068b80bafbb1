package dev.kendall.testkit;

import static dev.kendall.testkit.Suites.brokenRules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.job.Debounce;
import dev.kendall.job.Job;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.job.LeaseState;
import dev.kendall.page.Page;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import dev.kendall.testkit.Tampering.Answer;
import dev.kendall.user.UserStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Queues that are broken on purpose, each in one way, are caught by a test of the rule that they break. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlantedJobFaultsTest {
    private static StorageFixture broken(UnaryOperator<TransactionalStorage> fault) {
        return (clock, ids) -> fault.apply((TransactionalStorage) InMemory.FIXTURE.open(clock, ids));
    }

    /** In-memory storage whose queue, in and outside of transactions, answers one method otherwise. */
    static StorageFixture brokenQueue(String method, Answer answer) {
        return brokenQueues(queue -> Tampering.with(JobQueue.class, queue, method, answer));
    }

    static StorageFixture brokenLeases(String method, Answer answer) {
        return brokenQueues(queue -> withLeases(queue, method, answer));
    }

    private static JobQueue withLeases(JobQueue queue, String method, Answer answer) {
        return Tampering.with(
                JobQueue.class,
                queue,
                "leases",
                call -> Tampering.with(JobLeases.class, (JobLeases) call.proceed(), method, answer));
    }

    private static StorageFixture brokenQueues(UnaryOperator<JobQueue> fault) {
        return broken(storage -> {
            TransactionalStorage outside = Tampering.with(
                    TransactionalStorage.class, storage, "jobs", call -> fault.apply((JobQueue) call.proceed()));
            return inside(outside, jobs -> fault.apply(jobs));
        });
    }

    /** {@code storage} in whose transactions the queue is another. */
    private static TransactionalStorage inside(TransactionalStorage storage, UnaryOperator<JobQueue> fault) {
        return Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
            TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
            return storage.inTransaction(tx -> work.run(
                    Tampering.with(Transaction.class, tx, "jobs", jobs -> fault.apply((JobQueue) jobs.proceed()))));
        });
    }

    private static StorageFixture asking(UnaryOperator<JobRequest> otherwise) {
        return brokenQueue("enqueue", call -> call.proceedWith(0, otherwise.apply(call.argument(0, JobRequest.class))));
    }

    private static JobRequest with(JobRequest request, Debounce debounce) {
        return request.debounce() == null ? request : request.withDebounce(debounce);
    }

    @Test
    void jobs_outside_of_their_transaction_break_JOB_1_and_LEASE_6() {
        StorageFixture fixture = broken(storage -> inside(storage, jobs -> storage.jobs()));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("JOB-1", "LEASE-6");
    }

    @Test
    void a_user_who_does_not_begin_breaks_JOB_2() {
        StorageFixture fixture = broken(storage -> Tampering.with(
                TransactionalStorage.class,
                storage,
                "users",
                call -> Tampering.with(UserStore.class, (UserStore) call.proceed(), "find", find -> Optional.empty())));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("JOB-2");
    }

    @Test
    void a_key_that_counts_for_nothing_breaks_JOB_3() {
        AtomicInteger asked = new AtomicInteger();
        StorageFixture fixture = asking(
                request -> request.key() == null ? request : request.withKey(request.key() + asked.incrementAndGet()));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("JOB-3");
    }

    @Test
    void a_debounce_without_an_end_breaks_JOB_4() {
        StorageFixture fixture = asking(request -> request.debounce() == null
                ? request
                : with(request, new Debounce(request.debounce().quiet(), Duration.ofDays(1))));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("JOB-4");
    }

    @Test
    void an_idempotency_key_that_counts_for_nothing_breaks_JOB_5_and_WORK_4() {
        AtomicInteger asked = new AtomicInteger();
        StorageFixture fixture = asking(request -> request.idempotency() == null
                ? request
                : request.withIdempotency("k" + asked.incrementAndGet(), Duration.ofDays(1)));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("JOB-5");
        assertThat(brokenRules(Suites.JobWorkers.class, fixture)).containsExactly("WORK-4");
    }

    @Test
    void a_listing_from_the_oldest_on_breaks_JOB_6() {
        StorageFixture fixture = brokenQueue("list", call -> {
            Page<?> page = (Page<?>) call.proceed();
            List<?> items = new ArrayList<>(page.items());
            Collections.reverse(items);
            return new Page<>(items, page.next());
        });
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("JOB-6");
    }

    @Test
    void calling_off_nothing_breaks_JOB_7_and_WORK_3() {
        StorageFixture fixture = brokenQueue("cancel", call -> true);
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("JOB-7");
        assertThat(brokenRules(Suites.JobWorkers.class, fixture)).containsExactly("WORK-3");
    }

    @Test
    void a_turn_without_its_job_breaks_JOB_10() {
        StorageFixture fixture =
                broken(storage -> Tampering.with(TransactionalStorage.class, storage, "storeTurn", call -> {
                    TurnWrite turn = call.argument(0, TurnWrite.class);
                    return call.proceedWith(
                            0,
                            new TurnWrite(turn.user(), turn.thread(), turn.messages(), turn.vectors(), turn.change()));
                }));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("JOB-10");
    }

    @Test
    void an_alarm_that_nobody_rings_breaks_LEASE_8() {
        StorageFixture fixture = brokenLeases("listen", call -> (JobLeases.Listening) () -> {});
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("LEASE-8");
    }

    @Test
    void replaying_nothing_breaks_JOB_8() {
        assertThat(brokenRules(Suites.Jobs.class, brokenQueue("replay", call -> true)))
                .contains("JOB-8");
    }

    @Test
    void removing_dead_letters_of_today_breaks_JOB_9() {
        StorageFixture fixture = brokenQueue("removeFinished", call -> call.proceedWith(1, StorageContract.START));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("JOB-9");
    }

    @Test
    void removing_jobs_of_other_handlers_breaks_JOB_9() {
        StorageFixture fixture = brokenQueue("removeFinished", call -> call.proceedWith(0, JobFilter.all()));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("JOB-9");
    }

    @Test
    void removing_more_jobs_than_asked_for_breaks_JOB_9() {
        StorageFixture fixture = brokenQueue("removeFinished", call -> call.proceedWith(2, JobQueue.MAX_REMOVED));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("JOB-9");
    }

    @Test
    void jobs_that_outlive_their_user_break_ERASE_1() {
        StorageFixture fixture = broken(storage -> Tampering.with(TransactionalStorage.class, storage, "jobs", call -> {
            JobQueue queue = (JobQueue) call.proceed();
            return Tampering.with(
                    JobQueue.class,
                    queue,
                    "enqueue",
                    asked -> asked.proceedWith(
                            0, asked.argument(0, JobRequest.class).withUser(null)));
        }));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("ERASE-1");
    }

    /** As a claim that forgets to say that the jobs run. */
    @Test
    void a_claim_that_gives_jobs_to_two_breaks_LEASE_1() {
        StorageFixture fixture = broken(storage -> Tampering.with(
                TransactionalStorage.class,
                storage,
                "jobs",
                call -> withLeases((JobQueue) call.proceed(), "claim", claim -> {
                    List<JobLease> taken = storage.jobs().leases().claim(claim.argument(0, JobClaim.class));
                    taken.forEach(lease -> storage.jobs().leases().finish(lease, new JobOutcome.Released()));
                    return taken;
                })));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("LEASE-1");
    }

    @Test
    void a_concurrency_key_that_counts_for_nothing_breaks_LEASE_2() {
        AtomicInteger asked = new AtomicInteger();
        StorageFixture fixture = asking(request -> request.concurrencyKey() == null
                ? request
                : request.withConcurrencyKey(request.concurrencyKey() + asked.incrementAndGet()));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("LEASE-2");
    }

    @Test
    void a_claim_that_counts_nobody_elses_jobs_breaks_LEASE_3() {
        StorageFixture fixture = brokenLeases("claim", call -> {
            JobClaim claim = call.argument(0, JobClaim.class);
            int limit = Math.min(claim.limit(), claim.mostRunning());
            return call.proceedWith(
                    0,
                    new JobClaim(
                            claim.worker(), claim.handlers(), limit, claim.lease(), Integer.MAX_VALUE, claim.only()));
        });
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("LEASE-3");
    }

    @Test
    void a_time_to_live_that_counts_for_nothing_breaks_LEASE_4() {
        assertThat(brokenRules(Suites.Jobs.class, asking(request -> request.withTtl(null))))
                .contains("LEASE-4");
    }

    /** As a claim that looks at no job behind another of its concurrency key, so that it waits on when its time is over. */
    @Test
    void a_time_to_live_that_counts_for_nothing_behind_a_concurrency_key_breaks_LEASE_4() {
        StorageFixture fixture = broken(storage -> {
            Set<String> keys = ConcurrentHashMap.newKeySet();
            return Tampering.with(
                    TransactionalStorage.class,
                    storage,
                    "jobs",
                    call -> Tampering.with(JobQueue.class, (JobQueue) call.proceed(), "enqueue", asked -> {
                        JobRequest request = asked.argument(0, JobRequest.class);
                        boolean behind = request.concurrencyKey() != null && !keys.add(request.concurrencyKey());
                        return asked.proceedWith(0, behind ? request.withTtl(null) : request);
                    }));
        });
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("LEASE-4");
    }

    /** As a claim that leaves the concurrency key to a job that was called off while it ran, and whose worker was not heard of. */
    @Test
    void a_concurrency_key_that_stays_with_what_was_called_off_breaks_LEASE_4() {
        StorageFixture fixture = broken(storage -> {
            Set<String> kept = ConcurrentHashMap.newKeySet();
            return Tampering.with(TransactionalStorage.class, storage, "jobs", call -> {
                JobQueue noting = Tampering.with(JobQueue.class, (JobQueue) call.proceed(), "cancel", cancelled -> {
                    storage.jobs()
                            .find(cancelled.argument(0, JobId.class))
                            .filter(job -> job.status() == JobStatus.RUNNING)
                            .map(Job::concurrencyKey)
                            .ifPresent(kept::add);
                    return cancelled.proceed();
                });
                return withLeases(noting, "claim", claim -> {
                    JobLeases leases = storage.jobs().leases();
                    List<JobLease> taken = new ArrayList<>();
                    for (JobLease lease : leases.claim(claim.argument(0, JobClaim.class))) {
                        String key = lease.job().concurrencyKey();
                        if (key != null && kept.contains(key)) {
                            leases.finish(lease, new JobOutcome.Released());
                        } else {
                            taken.add(lease);
                        }
                    }
                    return taken;
                });
            });
        });
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("LEASE-4");
    }

    @Test
    void a_heartbeat_that_does_nothing_breaks_LEASE_5_and_WORK_7() {
        StorageFixture fixture = brokenLeases(
                "extend",
                call -> ((List<?>) call.argument(0, List.class))
                        .stream()
                                .map(JobLease.class::cast)
                                .collect(Collectors.toMap(JobLease::id, lease -> LeaseState.HELD)));
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("LEASE-5");
        assertThat(brokenRules(Suites.JobWorkers.class, fixture)).contains("WORK-7");
    }

    @Test
    void a_worker_that_forgets_what_it_was_told_breaks_LEASE_7() {
        StorageFixture fixture = brokenLeases(
                "finish",
                call -> call.argument(1, JobOutcome.class) instanceof JobOutcome.Succeeded
                        ? call.proceedWith(1, new JobOutcome.Succeeded(null))
                        : call.proceed());
        assertThat(brokenRules(Suites.Jobs.class, fixture)).contains("LEASE-7");
    }

    @Test
    void giving_up_at_the_first_failure_breaks_WORK_1() {
        StorageFixture fixture = brokenLeases(
                "finish",
                call -> call.argument(1, JobOutcome.class) instanceof JobOutcome.Retry
                        ? call.proceedWith(1, new JobOutcome.GivenUp(JobRun.Result.FAILED, "no"))
                        : call.proceed());
        assertThat(brokenRules(Suites.JobWorkers.class, fixture)).contains("WORK-1");
    }

    @Test
    void a_lease_that_is_not_fenced_breaks_WORK_2_and_WORK_3() {
        StorageFixture fixture = brokenQueues(queue -> withLeases(
                withLeases(queue, "confirm", call -> LeaseState.HELD),
                "finish",
                call -> (boolean) call.proceed() || true));
        assertThat(brokenRules(Suites.JobWorkers.class, fixture)).contains("WORK-2", "WORK-3");
    }

    @Test
    void giving_back_nothing_breaks_WORK_1_and_WORK_5() {
        StorageFixture fixture = brokenLeases(
                "finish",
                call -> call.argument(1, JobOutcome.class) instanceof JobOutcome.Released || (boolean) call.proceed());
        assertThat(brokenRules(Suites.JobWorkers.class, fixture)).containsExactly("WORK-1", "WORK-5");
    }

    @Test
    void a_claim_of_one_job_that_takes_others_breaks_LEASE_9() {
        StorageFixture fixture = brokenLeases("claim", call -> {
            JobClaim claim = call.argument(0, JobClaim.class);
            return call.proceedWith(
                    0,
                    new JobClaim(claim.worker(), claim.handlers(), claim.limit(), claim.lease(), claim.mostRunning()));
        });
        assertThat(brokenRules(Suites.Jobs.class, fixture)).containsExactly("LEASE-9");
    }
}
