package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.NewMessage;
import dev.kendall.failure.Conflict;
import dev.kendall.job.Debounce;
import dev.kendall.job.Job;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.job.LeaseState;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.storage.TurnWrite;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link JobQueue} and of its leases. */
@Needs({Capability.TRANSACTIONS, Capability.JOBS})
public abstract class JobQueueContract extends StorageContract {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final JobRequest LEARN = JobRequest.of("learn").withUser(ANNA);
    private static final JobRequest KEYED = LEARN.withKey("home").withPayload("{\"n\":1}");
    private static final JobRequest TIDY = JobRequest.of("tidy");

    private JobQueue jobs() {
        return transactional().jobs();
    }

    private Job job(JobReceipt receipt) {
        return jobs().find(receipt.id()).orElseThrow();
    }

    private static JobClaim claim(int limit) {
        return new JobClaim("w1", Set.of("learn", "tidy"), limit, LEASE, Integer.MAX_VALUE);
    }

    private List<JobLease> take(int limit) {
        return jobs().leases().claim(claim(limit));
    }

    private JobLease takeOne() {
        List<JobLease> taken = take(1);
        assertThat(taken).hasSize(1);
        return taken.get(0);
    }

    /** As a worker that tidies, and no more. */
    private List<JobLease> takeTidy() {
        return jobs().leases().claim(new JobClaim("w2", Set.of("tidy"), 10, LEASE, Integer.MAX_VALUE));
    }

    private static List<JobId> ids(List<JobLease> leases) {
        return leases.stream().map(JobLease::id).toList();
    }

    private static JobId[] ids(JobReceipt... receipts) {
        return Arrays.stream(receipts).map(JobReceipt::id).toArray(JobId[]::new);
    }

    private boolean finish(JobLease lease) {
        return jobs().leases().finish(lease, new JobOutcome.Succeeded(null));
    }

    private boolean fail(JobLease lease, Duration wait) {
        return jobs().leases().finish(lease, new JobOutcome.Retry(JobRun.Result.FAILED, now().plus(wait), "no luck"));
    }

    private boolean giveUp(JobLease lease) {
        return jobs().leases().finish(lease, new JobOutcome.GivenUp(JobRun.Result.FAILED, "no luck"));
    }

    private List<Job> all() {
        return jobs().list(JobFilter.all(), PageRequest.first(1_000)).items();
    }

    @Nested
    class Enqueue {
        @Test
        @ContractRule("JOB-1")
        void keeps_the_job_as_it_was_asked_for() {
            JobReceipt receipt = jobs().enqueue(KEYED.withPriority(Duration.ofSeconds(5))
                    .withTtl(Duration.ofMinutes(1))
                    .withTags("b", "a"));
            assertThat(receipt.created()).isTrue();
            assertThat(receipt.dueAt()).isEqualTo(now());
            assertThat(job(receipt))
                    .isEqualTo(new Job(
                            receipt.id(),
                            "learn",
                            ANNA,
                            "home",
                            "{\"n\":1}",
                            List.of("a", "b"),
                            Duration.ofSeconds(5),
                            "learn/home",
                            null,
                            JobStatus.WAITING,
                            now(),
                            now(),
                            now().plus(Duration.ofMinutes(1)),
                            0,
                            null,
                            null,
                            List.of()));
        }

        @Test
        @ContractRule("JOB-1")
        void keeps_what_is_nobodys() {
            Job tidy = job(jobs().enqueue(TIDY.withPayload("\u00e9\ud83d\ude00")));
            assertThat(tidy.user()).isNull();
            assertThat(tidy.key()).isNull();
            assertThat(tidy.concurrencyKey()).isNull();
            assertThat(tidy.expiresAt()).isNull();
            assertThat(tidy.payload()).isEqualTo("\u00e9\ud83d\ude00");
        }

        @Test
        @ContractRule("JOB-1")
        void is_due_when_it_says() {
            assertThat(jobs().enqueue(TIDY.withDelay(Duration.ofHours(1))).dueAt())
                    .isEqualTo(now().plus(Duration.ofHours(1)));
            Instant due = now().plus(Duration.ofDays(3));
            assertThat(job(jobs().enqueue(TIDY.withDueAt(due))).dueAt()).isEqualTo(due);
        }

        @Test
        @ContractRule("JOB-1")
        void is_there_for_others_once_the_transaction_commits() {
            JobReceipt receipt = transactional().inTransaction(tx -> {
                JobReceipt inside = tx.jobs().enqueue(KEYED);
                assertThat(tx.jobs().find(inside.id())).isPresent();
                assertThat(elsewhere(() -> take(1))).isEmpty();
                return inside;
            });
            assertThat(ids(take(1))).containsExactly(receipt.id());
        }

        @Test
        @ContractRule("JOB-1")
        void keeps_nothing_when_the_transaction_fails() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.jobs().enqueue(KEYED);
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(all()).isEmpty();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("JOB-2")
        void begins_the_user() {
            jobs().enqueue(KEYED);
            assertThat(storage.users().find(ANNA)).contains(new User(ANNA, Profile.empty(), now(), now(), 1));
            tick();
            jobs().enqueue(KEYED);
            assertThat(storage.users().get(ANNA).version()).isEqualTo(1);
        }

        @Test
        @ContractRule("JOB-3")
        void is_answered_by_the_one_that_waits_under_the_key() {
            JobReceipt first =
                    jobs().enqueue(KEYED.withDelay(Duration.ofHours(2)).withTags("old"));
            tick();
            JobReceipt second = jobs().enqueue(KEYED.withPayload("2")
                    .withDelay(Duration.ofHours(1))
                    .withPriority(Duration.ofSeconds(3))
                    .withTtl(Duration.ofMinutes(5))
                    .withConcurrencyKey("mine")
                    .withTags("new"));
            assertThat(second).isEqualTo(new JobReceipt(first.id(), false, now().plus(Duration.ofHours(1))));
            Job merged = job(first);
            assertThat(merged.payload()).isEqualTo("2");
            assertThat(merged.tags()).containsExactly("new");
            assertThat(merged.priority()).isEqualTo(Duration.ofSeconds(3));
            assertThat(merged.concurrencyKey()).isEqualTo("mine");
            assertThat(merged.dueAt()).isEqualTo(second.dueAt());
            assertThat(merged.expiresAt()).isEqualTo(second.dueAt().plus(Duration.ofMinutes(5)));
            assertThat(merged.enqueuedAt()).isEqualTo(first.dueAt().minus(Duration.ofHours(2)));
            assertThat(all()).hasSize(1);
        }

        @Test
        @ContractRule("JOB-3")
        void keeps_the_earlier_due_time() {
            JobReceipt first = jobs().enqueue(KEYED);
            tick();
            assertThat(jobs().enqueue(KEYED.withDelay(Duration.ofHours(1))).dueAt())
                    .isEqualTo(first.dueAt());
            assertThat(job(first).dueAt()).isEqualTo(first.dueAt());
        }

        @Test
        @ContractRule("JOB-3")
        void keeps_users_handlers_and_keys_apart() {
            jobs().enqueue(KEYED);
            assertThat(jobs().enqueue(KEYED.withUser(BEN)).created()).isTrue();
            assertThat(jobs().enqueue(KEYED.withUser(null)).created()).isTrue();
            assertThat(jobs().enqueue(KEYED.withKey("work")).created()).isTrue();
            assertThat(jobs().enqueue(TIDY.withUser(ANNA).withKey("home")).created())
                    .isTrue();
            assertThat(jobs().enqueue(KEYED.withUser(null)).created()).isFalse();
            assertThat(jobs().enqueue(LEARN).created()).isTrue();
            assertThat(jobs().enqueue(LEARN).created()).isTrue();
        }

        @Test
        @ContractRule("JOB-3")
        void waits_behind_one_that_runs() {
            JobReceipt first = jobs().enqueue(KEYED);
            JobLease lease = takeOne();
            JobReceipt second = jobs().enqueue(KEYED);
            assertThat(second.created()).isTrue();
            assertThat(take(10)).isEmpty();
            fail(lease, Duration.ZERO);
            assertThat(jobs().enqueue(KEYED).id()).isEqualTo(second.id());
            assertThat(ids(take(10))).containsExactly(first.id());
        }

        @Test
        @ContractRule("JOB-4")
        void is_put_off_by_a_debounce() {
            JobRequest quiet = KEYED.withDebounce(new Debounce(Duration.ofSeconds(30), Duration.ofSeconds(75)));
            Instant begun = now();
            JobReceipt first = jobs().enqueue(quiet);
            assertThat(first.dueAt()).isEqualTo(begun.plusSeconds(30));
            clock.advance(Duration.ofSeconds(29));
            JobReceipt second = jobs().enqueue(quiet.withPayload("2"));
            assertThat(second).isEqualTo(new JobReceipt(first.id(), false, begun.plusSeconds(59)));
            clock.advance(Duration.ofSeconds(1));
            assertThat(take(1)).isEmpty();
            assertThat(job(first).payload()).isEqualTo("2");
        }

        @Test
        @ContractRule("JOB-4")
        void is_put_off_no_longer_than_the_first_request_allowed() {
            JobRequest quiet = KEYED.withDebounce(new Debounce(Duration.ofSeconds(30), Duration.ofSeconds(75)));
            Instant begun = now();
            jobs().enqueue(quiet);
            for (int i = 0; i < 2; i++) {
                clock.advance(Duration.ofSeconds(25));
                jobs().enqueue(quiet);
            }
            assertThat(jobs().enqueue(quiet).dueAt()).isEqualTo(begun.plusSeconds(75));
            clock.advance(Duration.ofSeconds(25));
            assertThat(jobs().enqueue(quiet).dueAt()).isEqualTo(begun.plusSeconds(75));
            assertThat(take(1)).hasSize(1);
        }

        @Test
        @ContractRule("JOB-4")
        void is_not_put_off_when_the_first_request_did_not_allow_it() {
            JobReceipt first = jobs().enqueue(KEYED);
            tick();
            JobRequest quiet = KEYED.withDebounce(Debounce.of(Duration.ofSeconds(30)));
            assertThat(jobs().enqueue(quiet).dueAt()).isEqualTo(first.dueAt());
            assertThat(jobs().enqueue(KEYED.withKey("work").withDebounce(Debounce.of(Duration.ofSeconds(30))))
                            .dueAt())
                    .isEqualTo(now().plusSeconds(30));
            assertThat(jobs().enqueue(KEYED.withKey("work")).dueAt()).isEqualTo(now());
        }

        @Test
        @ContractRule("JOB-5")
        void is_answered_by_the_one_of_its_idempotency_key() {
            JobRequest once =
                    LEARN.withIdempotency("turn-1", Duration.ofHours(1)).withPayload("1");
            JobReceipt first = jobs().enqueue(once);
            assertThat(job(first).idempotencyKey()).isEqualTo("turn-1");
            tick();
            assertThat(jobs().enqueue(once.withPayload("2").withDelay(Duration.ofHours(1))))
                    .isEqualTo(new JobReceipt(first.id(), false, first.dueAt()));
            assertThat(job(first).payload()).isEqualTo("1");
            finish(takeOne());
            assertThat(jobs().enqueue(once).id()).isEqualTo(first.id());
            assertThat(jobs().enqueue(once.withUser(BEN)).created()).isTrue();
            assertThat(jobs().enqueue(once.withIdempotency("turn-2", Duration.ofHours(1)))
                            .created())
                    .isTrue();
            assertThat(jobs().enqueue(TIDY.withUser(ANNA).withIdempotency("turn-1", Duration.ofHours(1)))
                            .created())
                    .isTrue();
        }

        @Test
        @ContractRule("JOB-5")
        void is_asked_for_anew_once_its_idempotency_key_has_run_out() {
            JobRequest once = LEARN.withIdempotency("turn-1", Duration.ofHours(1));
            JobReceipt first = jobs().enqueue(once);
            clock.advance(Duration.ofHours(1).minusMillis(1));
            assertThat(jobs().enqueue(once).created()).isFalse();
            clock.advance(Duration.ofMillis(1));
            JobReceipt second = jobs().enqueue(once);
            assertThat(second.created()).isTrue();
            assertThat(jobs().enqueue(once).id()).isEqualTo(second.id());
            assertThat(job(first).status()).isEqualTo(JobStatus.WAITING);
            assertThat(job(first).idempotencyKey()).isNull();
        }

        @Test
        @ContractRule("JOB-3")
        @ContractRule("JOB-5")
        void is_asked_for_once_by_many_at_once() throws Exception {
            List<Callable<JobReceipt>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> jobs().enqueue(KEYED));
                calls.add(() -> jobs().enqueue(LEARN.withIdempotency("turn-1", Duration.ofHours(1))));
            }
            List<JobReceipt> receipts = atOnce(calls);
            assertThat(receipts.stream().filter(JobReceipt::created)).hasSize(2);
            assertThat(receipts.stream().map(JobReceipt::id).distinct()).hasSize(2);
            assertThat(all()).hasSize(2);
        }
    }

    private static <T> T elsewhere(Callable<T> call) {
        return atOnce(List.of(call)).get(0);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                results.add(each.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    @Nested
    class WithATurn {
        private TurnWrite turn(JobRequest job) {
            NewMessage said =
                    NewMessage.user("I work at Acme").withId(messageId(1)).withCreatedAt(now());
            return new TurnWrite(ANNA, HOME, List.of(said), List.of(), null).withJob(job);
        }

        @Test
        @ContractRule("JOB-10")
        void is_asked_for_once_however_often_the_turn_is_stored() {
            JobRequest quiet = KEYED.withDebounce(Debounce.of(Duration.ofSeconds(30)));
            TurnWrite turn = turn(quiet);
            transactional().storeTurn(turn);
            Instant due = now().plusSeconds(30);
            assertThat(all()).hasSize(1);
            assertThat(all().get(0).dueAt()).isEqualTo(due);
            assertThat(all().get(0).payload()).isEqualTo(KEYED.payload());
            tick();
            transactional().storeTurn(turn);
            transactional().inTransaction(tx -> tx.storeTurn(turn));
            assertThat(all()).hasSize(1);
            assertThat(all().get(0).dueAt()).isEqualTo(due);
        }

        @Test
        @ContractRule("JOB-10")
        void joins_the_one_that_waits_under_the_key() {
            JobReceipt waiting =
                    jobs().enqueue(KEYED.withDelay(Duration.ofHours(1)).withPayload("1"));
            transactional().storeTurn(turn(KEYED.withPayload("2")));
            assertThat(all()).hasSize(1);
            assertThat(job(waiting).payload()).isEqualTo("2");
            assertThat(job(waiting).dueAt()).isEqualTo(now());
        }

        @Test
        @ContractRule("JOB-10")
        void is_not_asked_for_when_the_turn_is_not_stored() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.storeTurn(turn(LEARN));
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(all()).isEmpty();
            transactional().storeTurn(turn(LEARN));
            assertThat(all()).hasSize(1);
            assertThat(take(10)).hasSize(1);
        }

        @Test
        @ContractRule("JOB-10")
        void is_of_the_same_user() {
            assertRefused(() -> turn(LEARN.withUser(BEN)));
            assertRefused(() -> turn(TIDY));
            assertRefused(() -> turn(LEARN.withIdempotency("x", Duration.ofHours(1))));
        }
    }

    @Nested
    class Listen {
        @Test
        @ContractRule("LEASE-8")
        void hears_of_what_is_due_after_the_commit() {
            AtomicInteger heard = new AtomicInteger();
            JobLeases.Listening listening = jobs().leases().listen(heard::incrementAndGet);
            jobs().enqueue(LEARN.withDelay(Duration.ofHours(1)));
            assertThat(heard).hasValue(0);
            jobs().enqueue(LEARN);
            assertThat(heard).hasValue(1);
            transactional().inTransaction(tx -> {
                JobReceipt receipt = tx.jobs().enqueue(LEARN);
                assertThat(heard).hasValue(1);
                return receipt;
            });
            assertThat(heard).hasValue(2);
            listening.close();
            jobs().enqueue(LEARN);
            assertThat(heard).hasValue(2);
        }

        @Test
        @ContractRule("LEASE-8")
        void hears_nothing_of_what_was_not_committed() {
            AtomicInteger heard = new AtomicInteger();
            JobLeases.Listening listening = jobs().leases().listen(heard::incrementAndGet);
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.jobs().enqueue(LEARN);
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            listening.close();
            assertThat(heard).hasValue(0);
        }
    }

    @Nested
    class Look {
        @Test
        @ContractRule("JOB-6")
        void lists_the_newest_first_page_by_page() {
            List<JobId> asked = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                asked.add(0, jobs().enqueue(LEARN).id());
            }
            List<JobId> listed = new ArrayList<>();
            Page.each(PageRequest.first(2), page -> jobs().list(JobFilter.all(), page))
                    .forEach(job -> listed.add(job.id()));
            assertThat(listed).isEqualTo(asked);
        }

        @Test
        @ContractRule("JOB-6")
        void filters_by_every_condition() {
            JobReceipt done = jobs().enqueue(LEARN.withTags("x"));
            finish(takeOne());
            JobReceipt other = jobs().enqueue(LEARN.withUser(BEN).withTags("x", "y"));
            JobReceipt tidy = jobs().enqueue(TIDY);
            assertThat(listed(JobFilter.of(JobStatus.SUCCEEDED))).containsExactly(ids(done));
            assertThat(listed(JobFilter.of(JobStatus.WAITING, JobStatus.SUCCEEDED)))
                    .containsExactly(ids(tidy, other, done));
            assertThat(listed(JobFilter.all().withHandler("learn"))).containsExactly(ids(other, done));
            assertThat(listed(JobFilter.all().withUser(BEN))).containsExactly(ids(other));
            assertThat(listed(JobFilter.all().withTag("x"))).containsExactly(ids(other, done));
            assertThat(listed(JobFilter.all().withTag("x").withUser(ANNA))).containsExactly(ids(done));
        }

        private List<JobId> listed(JobFilter filter) {
            return jobs().list(filter, PageRequest.first(10)).items().stream()
                    .map(Job::id)
                    .toList();
        }

        @Test
        @ContractRule("JOB-6")
        void counts_by_status_and_says_what_is_late() {
            assertThat(jobs().counts().oldestDue()).isNull();
            jobs().enqueue(LEARN.withDelay(Duration.ofHours(1)));
            assertThat(jobs().counts().oldestDue()).isNull();
            Instant since = now();
            jobs().enqueue(LEARN);
            tick();
            jobs().enqueue(LEARN);
            assertThat(jobs().counts().oldestDue()).isEqualTo(since);
            finish(takeOne());
            takeOne();
            assertThat(jobs().counts().oldestDue()).isNull();
            assertThat(jobs().counts().counts())
                    .containsEntry(JobStatus.WAITING, 1L)
                    .containsEntry(JobStatus.RUNNING, 1L)
                    .containsEntry(JobStatus.SUCCEEDED, 1L)
                    .containsEntry(JobStatus.DEAD, 0L);
        }

        @Test
        @ContractRule("JOB-6")
        void finds_nothing_under_an_unknown_id() {
            JobId unknown = new JobId(SequentialIds.at(77_777));
            assertThat(jobs().find(unknown)).isEmpty();
            assertThat(jobs().cancel(unknown)).isFalse();
            assertThat(jobs().replay(unknown)).isFalse();
        }
    }

    @Nested
    class Cancel {
        @Test
        @ContractRule("JOB-7")
        void keeps_one_that_waits_from_beginning() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            assertThat(jobs().cancel(receipt.id())).isTrue();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(job(receipt).finishedAt()).isEqualTo(now());
            assertThat(take(10)).isEmpty();
            assertThat(jobs().cancel(receipt.id())).isFalse();
            assertThat(jobs().enqueue(KEYED).created()).isTrue();
        }

        @Test
        @ContractRule("JOB-7")
        void tells_the_worker_of_one_that_runs() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            JobLease lease = takeOne();
            assertThat(jobs().cancel(receipt.id())).isTrue();
            assertThat(jobs().leases().confirm(lease)).isEqualTo(LeaseState.CANCELLED);
            assertThat(jobs().leases().extend(List.of(lease), LEASE)).containsEntry(receipt.id(), LeaseState.CANCELLED);
            assertThat(fail(lease, Duration.ZERO)).isTrue();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(job(receipt).runs()).extracting(JobRun::result).containsExactly(JobRun.Result.CANCELLED);
            assertThat(take(10)).isEmpty();
        }

        @Test
        @ContractRule("JOB-7")
        void does_not_undo_what_was_done() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            JobLease lease = takeOne();
            jobs().cancel(receipt.id());
            assertThat(finish(lease)).isTrue();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
        }

        @Test
        @ContractRule("JOB-7")
        void ends_one_whose_worker_never_comes_back() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            takeOne();
            jobs().cancel(receipt.id());
            clock.advance(LEASE);
            assertThat(take(10)).isEmpty();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(job(receipt).runs()).extracting(JobRun::result).containsExactly(JobRun.Result.LOST);
        }
    }

    @Nested
    class Replay {
        @Test
        @ContractRule("JOB-8")
        void tries_a_dead_letter_again_with_all_its_attempts() {
            JobReceipt receipt = jobs().enqueue(KEYED.withTtl(Duration.ofSeconds(1)));
            giveUp(takeOne());
            assertThat(job(receipt).status()).isEqualTo(JobStatus.DEAD);
            assertThat(take(10)).isEmpty();
            clock.advance(Duration.ofHours(1));
            assertThat(jobs().replay(receipt.id())).isTrue();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.RETRYING);
            assertThat(job(receipt).attempts()).isZero();
            assertThat(job(receipt).dueAt()).isEqualTo(now());
            JobLease lease = takeOne();
            assertThat(lease.job().attempts()).isEqualTo(1);
            assertThat(lease.job().runs()).hasSize(1);
            finish(lease);
            assertThat(job(receipt).runs()).hasSize(2);
        }

        @Test
        @ContractRule("JOB-8")
        void tries_nothing_else_again() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            assertThat(jobs().replay(receipt.id())).isFalse();
            finish(takeOne());
            assertThat(jobs().replay(receipt.id())).isFalse();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
        }
    }

    @Nested
    class RemoveFinished {
        @Test
        @ContractRule("JOB-9")
        void removes_what_was_finished_before() {
            jobs().enqueue(LEARN);
            finish(takeOne());
            JobReceipt open = jobs().enqueue(LEARN);
            JobReceipt later = jobs().enqueue(LEARN.withPriority(Duration.ofSeconds(1)));
            Instant between = tick();
            giveUp(takeOne());
            assertThat(jobs().removeFinished(between)).isEqualTo(1);
            assertThat(all()).extracting(Job::id).containsExactly(ids(later, open));
            assertThat(jobs().removeFinished(tick())).isEqualTo(1);
            assertThat(all()).extracting(Job::id).containsExactly(ids(open));
        }

        @Test
        @ContractRule("JOB-9")
        void removes_only_what_passes_the_filter() {
            JobReceipt other = jobs().enqueue(TIDY);
            finish(takeOne());
            JobReceipt keyed = jobs().enqueue(KEYED);
            finish(takeOne());
            jobs().enqueue(LEARN);
            giveUp(takeOne());
            Instant later = tick();
            assertThat(jobs().removeFinished(JobFilter.of(JobStatus.DEAD), later, 10))
                    .isEqualTo(1);
            assertThat(all()).extracting(Job::id).containsExactly(ids(keyed, other));
            assertThat(jobs().removeFinished(JobFilter.all().withHandler(TIDY.handler()), later, 10))
                    .isEqualTo(1);
            assertThat(all()).extracting(Job::id).containsExactly(ids(keyed));
            assertThat(jobs().removeFinished(JobFilter.all().withUser(BEN), later, 10))
                    .isZero();
            assertThat(jobs().removeFinished(JobFilter.all().withUser(ANNA), later, 10))
                    .isEqualTo(1);
        }

        @Test
        @ContractRule("JOB-9")
        void removes_no_more_than_asked_for_and_first_what_was_finished_first() {
            for (int i = 0; i < 4; i++) {
                jobs().enqueue(LEARN);
                tick();
            }
            JobLease first = takeOne();
            JobLease second = takeOne();
            JobLease third = takeOne();
            JobLease fourth = takeOne();
            for (JobLease lease : List.of(fourth, second, first, third)) {
                finish(lease);
                tick();
            }
            assertThat(jobs().removeFinished(JobFilter.all(), tick(), 2)).isEqualTo(2);
            assertThat(all()).extracting(Job::id).containsExactlyInAnyOrder(first.id(), third.id());
            assertThat(jobs().removeFinished(JobFilter.all(), tick(), 2)).isEqualTo(2);
            assertThat(jobs().removeFinished(JobFilter.all(), tick(), 2)).isZero();
        }

        @Test
        @ContractRule("JOB-9")
        void keeps_what_still_answers_requests() {
            JobRequest once = LEARN.withIdempotency("turn-1", Duration.ofHours(1));
            JobReceipt receipt = jobs().enqueue(once);
            finish(takeOne());
            assertThat(jobs().removeFinished(tick())).isZero();
            assertThat(jobs().enqueue(once).id()).isEqualTo(receipt.id());
            clock.advance(Duration.ofHours(1));
            assertThat(jobs().removeFinished(now())).isEqualTo(1);
        }
    }

    @Nested
    class Erase {
        @Test
        @ContractRule("ERASE-1")
        void removes_the_users_jobs_whatever_became_of_them() {
            jobs().enqueue(LEARN);
            finish(takeOne());
            jobs().enqueue(KEYED);
            JobLease running = takeOne();
            jobs().enqueue(KEYED);
            JobReceipt other = jobs().enqueue(KEYED.withUser(BEN));
            JobReceipt nobodys = jobs().enqueue(TIDY);
            assertThat(storage.erase(ANNA).count(Kind.JOBS)).isEqualTo(3);
            assertThat(all()).extracting(Job::id).containsExactly(ids(nobodys, other));
            assertThat(finish(running)).isFalse();
            assertThat(jobs().enqueue(KEYED).created()).isTrue();
            assertThat(take(10)).hasSize(3);
        }
    }

    @Nested
    class ClaimDue {
        @Test
        @ContractRule("LEASE-1")
        void takes_what_is_due_by_time_less_priority() {
            JobReceipt third = jobs().enqueue(LEARN);
            tick();
            JobReceipt fourth = jobs().enqueue(LEARN);
            JobReceipt fifth = jobs().enqueue(TIDY);
            JobReceipt first = jobs().enqueue(LEARN.withPriority(Duration.ofSeconds(3)));
            JobReceipt second = jobs().enqueue(TIDY.withPriority(Duration.ofSeconds(2)));
            jobs().enqueue(LEARN.withDelay(Duration.ofMillis(1)).withPriority(Duration.ofSeconds(9)));
            assertThat(ids(take(2))).containsExactly(ids(first, second));
            assertThat(ids(take(10))).containsExactly(ids(third, fourth, fifth));
            assertThat(take(10)).isEmpty();
        }

        @Test
        @ContractRule("LEASE-1")
        void says_what_was_taken_and_until_when() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            tick();
            JobLease lease = takeOne();
            assertThat(lease.until()).isEqualTo(now().plus(LEASE));
            assertThat(lease.job()).isEqualTo(job(receipt));
            assertThat(lease.job().status()).isEqualTo(JobStatus.RUNNING);
            assertThat(lease.job().attempts()).isEqualTo(1);
            assertThat(lease.job().dueAt()).isEqualTo(receipt.dueAt());
            assertThat(lease.job().payload()).isEqualTo("{\"n\":1}");
        }

        @Test
        @ContractRule("LEASE-1")
        void takes_only_what_the_worker_has_a_handler_for() {
            jobs().enqueue(JobRequest.of("other"));
            JobReceipt tidy = jobs().enqueue(TIDY);
            assertThat(ids(take(10))).containsExactly(tidy.id());
        }

        @Test
        @ContractRule("LEASE-1")
        void takes_a_job_whose_worker_was_not_heard_of() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            JobLease lost = takeOne();
            clock.advance(LEASE.minusMillis(1));
            assertThat(take(10)).isEmpty();
            clock.advance(Duration.ofMillis(1));
            JobLease again = takeOne();
            assertThat(again.id()).isEqualTo(receipt.id());
            assertThat(again.job().attempts()).isEqualTo(2);
            assertThat(again.job().runs())
                    .containsExactly(new JobRun(1, "w1", now().minus(LEASE), now(), JobRun.Result.LOST, null));
            assertThat(finish(lost)).isFalse();
            assertThat(finish(again)).isTrue();
        }

        /** However long the backlog is, a job of a worker that died waits no longer than its lease. */
        @Test
        @ContractRule("LEASE-1")
        void takes_a_job_whose_worker_was_not_heard_of_before_any_other() {
            JobReceipt lost = jobs().enqueue(KEYED);
            takeOne();
            for (int i = 0; i < 5; i++) {
                jobs().enqueue(LEARN.withPriority(Duration.ofMinutes(30)));
            }
            clock.advance(LEASE);
            assertThat(takeOne().id()).isEqualTo(lost.id());
        }

        @Test
        @ContractRule("LEASE-1")
        void never_gives_a_job_to_two() throws Exception {
            Set<JobId> asked = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                asked.add(jobs().enqueue(i % 2 == 0 ? LEARN : LEARN.withKey("k" + i))
                        .id());
            }
            List<Callable<List<JobLease>>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(() -> {
                    List<JobLease> own = new ArrayList<>();
                    // Bounded: a queue that gives the same job again and again would never run dry.
                    for (List<JobLease> taken = take(3);
                            !taken.isEmpty() && own.size() < asked.size();
                            taken = take(3)) {
                        own.addAll(taken);
                    }
                    return own;
                });
            }
            List<JobId> taken = new ArrayList<>();
            atOnce(calls).forEach(own -> taken.addAll(ids(own)));
            // One that looked while the others were taking may have seen nothing free.
            taken.addAll(ids(take(1_000)));
            assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(asked);
        }

        @Test
        @ContractRule("LEASE-9")
        void takes_one_that_is_named_due_or_not() {
            JobReceipt first = jobs().enqueue(LEARN);
            JobReceipt later = jobs().enqueue(KEYED.withDelay(Duration.ofHours(1)));
            assertThat(ids(take(later))).containsExactly(later.id());
            assertThat(take(later)).as("it is held").isEmpty();
            assertThat(ids(take(10))).containsExactly(first.id());
            clock.advance(LEASE);
            JobLease again = take(later).get(0);
            assertThat(again.job().attempts()).isEqualTo(2);
            fail(again, Duration.ofHours(1));
            JobLease third = take(later).get(0);
            assertThat(third.job().attempts()).isEqualTo(3);
            finish(third);
            assertThat(take(later)).as("it is finished").isEmpty();
        }

        @Test
        @ContractRule("LEASE-9")
        void takes_one_that_is_named_only_where_nothing_is_in_its_way() {
            JobReceipt holder = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            JobReceipt behind = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            JobReceipt late = jobs().enqueue(LEARN.withTtl(Duration.ofSeconds(1)));
            JobReceipt other = jobs().enqueue(JobRequest.of("other"));
            JobReceipt off = jobs().enqueue(LEARN);
            jobs().cancel(off.id());
            List<JobLease> held = take(holder);
            assertThat(take(behind)).isEmpty();
            tick();
            assertThat(take(late)).isEmpty();
            assertThat(job(late).status()).isEqualTo(JobStatus.EXPIRED);
            assertThat(take(other)).as("the worker has no handler for it").isEmpty();
            assertThat(take(off)).isEmpty();
            assertThat(jobs().leases().claim(claim(1).withOnly(new JobId(SequentialIds.at(77_777)))))
                    .isEmpty();
            finish(held.get(0));
            assertThat(take(behind)).hasSize(1);
        }

        @Test
        @ContractRule("LEASE-3")
        void takes_one_that_is_named_only_while_fewer_run_than_may() {
            JobReceipt first = jobs().enqueue(LEARN);
            JobReceipt second = jobs().enqueue(LEARN);
            JobClaim one = new JobClaim("w2", Set.of("learn"), 1, LEASE, 1);
            assertThat(jobs().leases().claim(one.withOnly(second.id()))).hasSize(1);
            assertThat(jobs().leases().claim(one.withOnly(first.id()))).isEmpty();
        }

        private List<JobLease> take(JobReceipt only) {
            return jobs().leases().claim(claim(10).withOnly(only.id()));
        }

        private List<JobLease> take(int limit) {
            return JobQueueContract.this.take(limit);
        }

        @Test
        @ContractRule("LEASE-2")
        void takes_one_of_a_concurrency_key_at_a_time() {
            JobReceipt first = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            JobReceipt second = jobs().enqueue(TIDY.withUser(ANNA).withConcurrencyKey("model"));
            JobReceipt bens = jobs().enqueue(LEARN.withUser(BEN).withConcurrencyKey("model"));
            JobReceipt free = jobs().enqueue(LEARN);
            List<JobLease> taken = new ArrayList<>(take(10));
            taken.addAll(take(10));
            assertThat(ids(taken)).containsExactlyInAnyOrder(ids(first, bens, free));
            finish(taken.get(0));
            assertThat(ids(take(10))).containsExactly(second.id());
        }

        @Test
        @ContractRule("LEASE-2")
        void takes_one_of_a_concurrency_key_for_many_workers() throws Exception {
            for (int i = 0; i < 20; i++) {
                jobs().enqueue(LEARN.withConcurrencyKey("model"));
            }
            List<Callable<List<JobLease>>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(() -> take(5));
            }
            List<JobLease> taken = new ArrayList<>();
            atOnce(calls).forEach(taken::addAll);
            assertThat(taken).hasSize(1);
        }

        @Test
        @ContractRule("LEASE-2")
        void does_not_wait_behind_jobs_whose_concurrency_key_is_held() {
            for (int i = 0; i < 5; i++) {
                jobs().enqueue(LEARN.withConcurrencyKey("model"));
            }
            JobReceipt free = jobs().enqueue(LEARN);
            assertThat(take(1)).hasSize(1);
            assertThat(ids(take(1))).containsExactly(free.id());
        }

        @Test
        @ContractRule("LEASE-2")
        void frees_a_concurrency_key_whose_holder_was_not_heard_of() {
            jobs().enqueue(JobRequest.of("other").withUser(ANNA).withConcurrencyKey("model"));
            jobs().leases().claim(new JobClaim("gone", Set.of("other"), 1, LEASE, Integer.MAX_VALUE));
            JobReceipt next = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            assertThat(take(10)).isEmpty();
            clock.advance(LEASE);
            assertThat(ids(take(10))).containsExactly(next.id());
        }

        /** Or two jobs of the key would be held at once. */
        @Test
        @ContractRule("LEASE-2")
        void has_lost_a_job_when_another_of_its_concurrency_key_was_taken() {
            JobReceipt first = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            JobReceipt second = jobs().enqueue(TIDY.withUser(ANNA).withConcurrencyKey("model"));
            JobLease lost = takeOne();
            clock.advance(LEASE);
            assertThat(jobs().leases().confirm(lost)).isEqualTo(LeaseState.HELD);
            JobLease other = takeTidy().get(0);
            assertThat(other.id()).isEqualTo(second.id());
            assertThat(jobs().leases().confirm(lost)).isEqualTo(LeaseState.LOST);
            assertThat(jobs().leases().extend(List.of(lost, other), LEASE))
                    .isEqualTo(Map.of(first.id(), LeaseState.LOST, second.id(), LeaseState.HELD));
            assertThat(finish(lost)).isFalse();
            assertThat(fail(lost, Duration.ZERO)).isFalse();
            assertThat(take(10)).isEmpty();
            assertThat(finish(other)).isTrue();
            assertThat(jobs().leases().confirm(lost)).isEqualTo(LeaseState.LOST);
            JobLease again = takeOne();
            assertThat(again.job().runs()).extracting(JobRun::result).containsExactly(JobRun.Result.LOST);
            assertThat(jobs().leases().extend(List.of(again), LEASE)).isEqualTo(Map.of(first.id(), LeaseState.HELD));
            assertThat(finish(lost)).isFalse();
            assertThat(finish(again)).isTrue();
            assertThat(job(first).attempts()).isEqualTo(2);
        }

        @Test
        @ContractRule("LEASE-3")
        void takes_no_more_than_may_run_over_all_workers() {
            for (int i = 0; i < 5; i++) {
                jobs().enqueue(LEARN);
            }
            jobs().enqueue(TIDY);
            JobClaim limited = new JobClaim("w2", Set.of("learn"), 10, LEASE, 3);
            List<JobLease> taken = jobs().leases().claim(limited);
            assertThat(taken).hasSize(3);
            assertThat(jobs().leases().claim(limited)).isEmpty();
            finish(taken.get(0));
            assertThat(jobs().leases().claim(limited)).hasSize(1);
            clock.advance(LEASE);
            assertThat(jobs().leases().claim(limited)).hasSize(3);
        }

        @Test
        @ContractRule("LEASE-3")
        void takes_no_more_than_may_run_when_many_take_at_once() throws Exception {
            for (int i = 0; i < 20; i++) {
                jobs().enqueue(LEARN);
            }
            List<Callable<List<JobLease>>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(() -> jobs().leases().claim(new JobClaim("w", Set.of("learn"), 2, LEASE, 3)));
            }
            List<JobLease> taken = new ArrayList<>();
            atOnce(calls).forEach(taken::addAll);
            assertThat(taken).hasSize(3);
        }

        @Test
        @ContractRule("LEASE-4")
        void lets_expire_what_has_not_begun_in_time() {
            JobReceipt late =
                    jobs().enqueue(KEYED.withDelay(Duration.ofSeconds(5)).withTtl(Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(15));
            assertThat(take(10)).isEmpty();
            assertThat(job(late).status()).isEqualTo(JobStatus.EXPIRED);
            assertThat(job(late).finishedAt()).isEqualTo(now());
            assertThat(job(late).attempts()).isZero();
            assertThat(jobs().enqueue(KEYED).created()).isTrue();
        }

        @Test
        @ContractRule("LEASE-4")
        void lets_expire_what_waits_behind_others_of_its_concurrency_key() {
            jobs().enqueue(LEARN.withConcurrencyKey("model"));
            JobReceipt late = jobs().enqueue(LEARN.withConcurrencyKey("model").withTtl(Duration.ofSeconds(10)));
            takeOne();
            clock.advance(Duration.ofSeconds(10));
            assertThat(take(10)).isEmpty();
            assertThat(job(late).status()).isEqualTo(JobStatus.EXPIRED);
        }

        /** Also for a clock that was set back since. */
        @Test
        @ContractRule("LEASE-4")
        void frees_the_concurrency_key_of_what_was_called_off_and_not_heard_of() {
            JobReceipt off = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            Instant begun = now();
            clock.advance(Duration.ofDays(300));
            takeOne();
            jobs().cancel(off.id());
            clock.advance(LEASE);
            assertThat(take(10)).isEmpty();
            assertThat(job(off).status()).isEqualTo(JobStatus.CANCELLED);
            clock.set(begun);
            JobReceipt next = jobs().enqueue(LEARN.withConcurrencyKey("model"));
            assertThat(ids(take(10))).containsExactly(next.id());
        }

        @Test
        @ContractRule("LEASE-4")
        void lets_nothing_expire_that_has_begun() {
            jobs().enqueue(KEYED.withTtl(Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(10).minusMillis(1));
            JobLease lease = takeOne();
            clock.advance(Duration.ofMinutes(1));
            fail(lease, Duration.ZERO);
            assertThat(take(10)).hasSize(1);
        }
    }

    @Nested
    class Extend {
        @Test
        @ContractRule("LEASE-5")
        void keeps_a_job_for_longer() {
            jobs().enqueue(KEYED);
            JobLease lease = takeOne();
            clock.advance(Duration.ofSeconds(50));
            assertThat(jobs().leases().extend(List.of(lease), LEASE)).isEqualTo(Map.of(lease.id(), LeaseState.HELD));
            clock.advance(LEASE.minusMillis(1));
            assertThat(take(10)).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(ids(take(10))).containsExactly(lease.id());
        }

        @Test
        @ContractRule("LEASE-5")
        void tells_what_was_lost() {
            jobs().enqueue(LEARN);
            JobLease finished = takeOne();
            finish(finished);
            jobs().enqueue(KEYED);
            JobLease lost = takeOne();
            clock.advance(LEASE);
            JobLease again = takeOne();
            assertThat(jobs().leases().extend(List.of(finished, lost), LEASE))
                    .isEqualTo(Map.of(finished.id(), LeaseState.LOST, lost.id(), LeaseState.LOST));
            assertThat(jobs().leases().extend(List.of(again), LEASE)).containsValue(LeaseState.HELD);
            assertThat(jobs().leases().extend(List.of(), LEASE)).isEmpty();
        }
    }

    @Nested
    class Finish {
        @Test
        @ContractRule("LEASE-6")
        void happens_with_what_else_the_transaction_writes() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            JobLease lease = takeOne();
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        assertThat(tx.jobs().leases().confirm(lease)).isEqualTo(LeaseState.HELD);
                        tx.users().save(ANNA, Samples.profile());
                        assertThat(tx.jobs().leases().finish(lease, new JobOutcome.Succeeded("done")))
                                .isTrue();
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(job(receipt).status()).isEqualTo(JobStatus.RUNNING);
            assertThat(storage.users().get(ANNA).profile()).isEqualTo(Profile.empty());
            assertThat(transactional().<Boolean, RuntimeException>inTransaction(tx -> {
                        tx.users().save(ANNA, Samples.profile());
                        return tx.jobs().leases().finish(lease, new JobOutcome.Succeeded("done"));
                    }))
                    .isTrue();
            assertThat(job(receipt).output()).isEqualTo("done");
            assertThat(storage.users().get(ANNA).profile()).isEqualTo(Samples.profile());
        }

        @Test
        @ContractRule("LEASE-6")
        void is_refused_in_the_transaction_of_a_worker_that_lost_the_job() {
            jobs().enqueue(KEYED);
            JobLease lost = takeOne();
            clock.advance(LEASE);
            takeOne();
            assertThat(transactional()
                            .<LeaseState, RuntimeException>inTransaction(
                                    tx -> tx.jobs().leases().confirm(lost)))
                    .isEqualTo(LeaseState.LOST);
        }

        /** Either nobody gets the job while the transaction lasts, or it does not commit. */
        @Test
        @ContractRule("LEASE-6")
        void is_not_overtaken_while_the_transaction_lasts() {
            jobs().enqueue(KEYED);
            JobLease lease = takeOne();
            List<JobLease> others = new ArrayList<>();
            boolean committed = true;
            try {
                transactional().inTransaction(tx -> {
                    assertThat(tx.jobs().leases().confirm(lease)).isEqualTo(LeaseState.HELD);
                    clock.advance(LEASE);
                    others.addAll(elsewhere(() -> take(10)));
                    tx.users().save(ANNA, Samples.profile());
                    return tx.jobs().leases().finish(lease, new JobOutcome.Succeeded(null));
                });
            } catch (Conflict e) {
                assertThat(e.isLostRace()).isTrue();
                committed = false;
            }
            assertThat(others).hasSize(committed ? 0 : 1);
        }

        /** Either no other job of its concurrency key is taken while the transaction lasts, or it does not commit. */
        @Test
        @ContractRule("LEASE-6")
        void is_not_overtaken_by_another_of_its_concurrency_key() {
            jobs().enqueue(LEARN.withConcurrencyKey("model"));
            jobs().enqueue(TIDY.withUser(ANNA).withConcurrencyKey("model"));
            JobLease lease = takeOne();
            List<JobLease> others = new ArrayList<>();
            boolean committed = true;
            try {
                transactional().inTransaction(tx -> {
                    assertThat(tx.jobs().leases().confirm(lease)).isEqualTo(LeaseState.HELD);
                    clock.advance(LEASE);
                    others.addAll(elsewhere(JobQueueContract.this::takeTidy));
                    return tx.users().save(ANNA, Samples.profile());
                });
            } catch (Conflict e) {
                assertThat(e.isLostRace()).isTrue();
                committed = false;
            }
            assertThat(others).hasSize(committed ? 0 : 1);
            assertThat(jobs().leases().confirm(lease)).isEqualTo(committed ? LeaseState.HELD : LeaseState.LOST);
        }

        @Test
        @ContractRule("LEASE-7")
        void keeps_what_was_done() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            Instant started = now();
            JobLease lease = takeOne();
            tick();
            assertThat(jobs().leases().finish(lease, new JobOutcome.Succeeded("3 facts")))
                    .isTrue();
            Job done = job(receipt);
            assertThat(done.status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(done.finishedAt()).isEqualTo(now());
            assertThat(done.output()).isEqualTo("3 facts");
            assertThat(done.runs()).containsExactly(new JobRun(1, "w1", started, now(), JobRun.Result.SUCCEEDED, null));
            assertThat(finish(lease)).isFalse();
            assertThat(take(10)).isEmpty();
        }

        @Test
        @ContractRule("LEASE-7")
        void tries_again_when_the_worker_says() {
            JobReceipt receipt = jobs().enqueue(KEYED);
            fail(takeOne(), Duration.ofSeconds(10));
            assertThat(job(receipt).status()).isEqualTo(JobStatus.RETRYING);
            assertThat(job(receipt).dueAt()).isEqualTo(now().plusSeconds(10));
            assertThat(job(receipt).runs())
                    .containsExactly(new JobRun(1, "w1", now(), now(), JobRun.Result.FAILED, "no luck"));
            clock.advance(Duration.ofSeconds(9));
            assertThat(take(10)).isEmpty();
            tick();
            JobLease again = takeOne();
            assertThat(again.job().attempts()).isEqualTo(2);
        }

        @Test
        @ContractRule("LEASE-7")
        void gives_up_and_gives_back() {
            JobReceipt dead = jobs().enqueue(LEARN);
            giveUp(takeOne());
            assertThat(job(dead).status()).isEqualTo(JobStatus.DEAD);
            assertThat(job(dead).finishedAt()).isEqualTo(now());
            JobReceipt back = jobs().enqueue(LEARN);
            assertThat(jobs().leases().finish(takeOne(), new JobOutcome.Released()))
                    .isTrue();
            assertThat(job(back).status()).isEqualTo(JobStatus.RETRYING);
            assertThat(job(back).attempts()).isZero();
            assertThat(job(back).runs()).isEmpty();
            JobLease again = takeOne();
            assertThat(again.job().attempts()).isEqualTo(1);
            assertThat(jobs().leases().finish(again, new JobOutcome.Cancelled()))
                    .isTrue();
            assertThat(job(back).status()).isEqualTo(JobStatus.CANCELLED);
        }

        @Test
        @ContractRule("LEASE-7")
        void keeps_the_latest_tries() {
            JobReceipt receipt = jobs().enqueue(LEARN);
            for (int i = 0; i < Job.MAX_RUNS + 3; i++) {
                fail(takeOne(), Duration.ZERO);
            }
            assertThat(job(receipt).runs()).hasSize(Job.MAX_RUNS);
            assertThat(job(receipt).runs().get(0).attempt()).isEqualTo(4);
            assertThat(job(receipt).attempts()).isEqualTo(Job.MAX_RUNS + 3);
        }
    }
}
