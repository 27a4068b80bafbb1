package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.job.CronSchedule;
import dev.kendall.job.Job;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobFailed;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.job.worker.RecurringJob;
import dev.kendall.job.worker.RetryPolicy;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link JobWorker} over a storage's jobs. */
@Needs({Capability.TRANSACTIONS, Capability.JOBS})
public abstract class JobWorkerContract extends StorageContract {
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** The shortest there is: how often a worker looks whether a heartbeat is due is by real time, while the clock stands. */
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);

    private static final RetryPolicy THRICE = new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(10));
    /** Longer than chance makes a wait of ten seconds. */
    private static final Duration LONG = Duration.ofSeconds(16);

    /** What a handler does. */
    @FunctionalInterface
    private interface Work {
        @Nullable
        String run(JobContext context) throws Exception;
    }

    /** What a test does while something else goes on. */
    @FunctionalInterface
    private interface Meanwhile {
        void run() throws Exception;
    }

    private record Handling(String name, RetryPolicy retries, Work work) implements JobHandler {
        @Override
        public @Nullable String run(JobContext context) throws Exception {
            return work.run(context);
        }
    }

    private JobWorkerOptions.Builder options(Work work) {
        return JobWorkerOptions.builder()
                .name("w1")
                .handler(new Handling("learn", THRICE, work))
                .lease(LEASE)
                .clock(clock);
    }

    private JobWorker worker(Work work) {
        return JobWorker.of(transactional(), options(work).build());
    }

    private JobReceipt enqueue() {
        return transactional()
                .jobs()
                .enqueue(JobRequest.of("learn").withUser(ANNA).withKey("home"));
    }

    private Job job(JobReceipt receipt) {
        return transactional().jobs().find(receipt.id()).orElseThrow();
    }

    private List<Memory> learned() {
        return storage.memories()
                .list(ANNA, MemoryFilter.all(), PageRequest.first(100))
                .items();
    }

    /** The storage with leases that answer one method otherwise. */
    private TransactionalStorage withLeases(String method, Tampering.Answer answer) {
        return Tampering.with(
                TransactionalStorage.class,
                transactional(),
                "jobs",
                storage -> Tampering.with(
                        JobQueue.class,
                        (JobQueue) storage.proceed(),
                        "leases",
                        queue -> Tampering.with(JobLeases.class, (JobLeases) queue.proceed(), method, answer)));
    }

    /** The storage, on which each heartbeat gives a permit. */
    private TransactionalStorage heard(Semaphore heartbeats) {
        return withLeases("extend", call -> {
            Object states = call.proceed();
            heartbeats.release();
            return states;
        });
    }

    private static String learn(Transaction transaction) {
        transaction.memories().add(ANNA, NewMemory.fact("employer", "Acme"));
        return "1 fact";
    }

    @Nested
    class Retries {
        @Test
        @ContractRule("WORK-1")
        void ends_a_job_when_its_handler_returns() {
            JobReceipt receipt = enqueue();
            List<Job> seen = new ArrayList<>();
            JobWorker worker = worker(context -> {
                seen.add(context.job());
                return "2 facts";
            });
            assertThat(worker.runDue()).isEqualTo(1);
            assertThat(worker.runDue()).isZero();
            assertThat(seen).extracting(Job::id).containsExactly(receipt.id());
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(receipt).output()).isEqualTo("2 facts");
            assertThat(worker.report().succeeded()).isEqualTo(1);
        }

        @Test
        @ContractRule("WORK-1")
        void tries_again_what_failed_and_keeps_nothing_that_was_said() {
            JobReceipt receipt = enqueue();
            JobWorker worker = worker(context -> {
                if (context.job().attempts() < 3) {
                    throw new IOException("I am allergic to nuts");
                }
                return null;
            });
            assertThat(worker.runDue()).isEqualTo(1);
            assertThat(job(receipt).status()).isEqualTo(JobStatus.RETRYING);
            assertThat(job(receipt).dueAt()).isAfter(now().plusSeconds(4)).isBefore(now().plus(LONG));
            assertThat(job(receipt).runs().get(0).error())
                    .contains("java.io.IOException")
                    .doesNotContain("allergic");
            assertThat(worker.runDue()).isZero();
            clock.advance(LONG);
            assertThat(worker.runDue()).isEqualTo(1);
            clock.advance(LONG);
            assertThat(worker.runDue()).isEqualTo(1);
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(receipt).runs())
                    .extracting(JobRun::result)
                    .containsExactly(JobRun.Result.FAILED, JobRun.Result.FAILED, JobRun.Result.SUCCEEDED);
        }

        @Test
        @ContractRule("WORK-1")
        void keeps_what_a_handler_says_about_its_failure() {
            JobReceipt receipt = enqueue();
            worker(context -> {
                        throw new JobFailed("the calendar did not answer", new IOException("I am allergic to nuts"));
                    })
                    .runDue();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.RETRYING);
            assertThat(job(receipt).runs().get(0).error())
                    .contains("the calendar did not answer")
                    .doesNotContain("allergic");
        }

        @Test
        @ContractRule("WORK-1")
        void gives_up_what_failed_each_time_and_stops_for_nothing_else() {
            JobReceipt poison = enqueue();
            JobReceipt sound = transactional().jobs().enqueue(JobRequest.of("learn"));
            JobWorker worker = worker(context -> {
                if (context.job().id().equals(poison.id())) {
                    throw new StackOverflowError();
                }
                return null;
            });
            assertThat(worker.runDue()).isEqualTo(2);
            assertThat(job(sound).status()).isEqualTo(JobStatus.SUCCEEDED);
            for (int i = 0; i < 3; i++) {
                clock.advance(LONG);
                worker.runDue();
            }
            assertThat(job(poison).status()).isEqualTo(JobStatus.DEAD);
            assertThat(job(poison).attempts()).isEqualTo(3);
            assertThat(worker.report().dead()).isEqualTo(1);
        }

        @Test
        @ContractRule("WORK-1")
        void gives_up_at_once_what_no_retry_can_help() {
            JobReceipt receipt = enqueue();
            worker(context -> {
                        throw new StorageRefused("no such table", null);
                    })
                    .runDue();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.DEAD);
            assertThat(job(receipt).runs().get(0).error()).contains("no such table");
        }

        @Test
        @ContractRule("WORK-1")
        void gives_up_what_kills_its_workers() {
            JobReceipt receipt = enqueue();
            for (int i = 0; i < 3; i++) {
                transactional().jobs().leases().claim(new JobClaim("w0", Set.of("learn"), 1, LEASE, Integer.MAX_VALUE));
                clock.advance(LEASE);
            }
            List<Job> seen = new ArrayList<>();
            worker(context -> {
                        seen.add(context.job());
                        return null;
                    })
                    .runDue();
            assertThat(seen).isEmpty();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.DEAD);
            assertThat(job(receipt).runs()).extracting(JobRun::result).containsOnly(JobRun.Result.LOST);
        }
    }

    @Nested
    class Complete {
        @Test
        @ContractRule("WORK-2")
        void stores_what_the_work_stores_with_the_end_of_the_job() {
            JobReceipt receipt = enqueue();
            JobWorker worker = worker(context -> {
                context.complete(tx -> {
                    String output = learn(tx);
                    if (context.job().attempts() == 1) {
                        throw new IOException("the first time");
                    }
                    return output;
                });
                return "not kept";
            });
            worker.runDue();
            assertThat(learned()).isEmpty();
            clock.advance(LONG);
            worker.runDue();
            assertThat(learned()).hasSize(1);
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(receipt).output()).isEqualTo("1 fact");
            assertThat(worker.report().succeeded()).isEqualTo(1);
        }

        @Test
        @ContractRule("WORK-2")
        void stores_once_what_two_workers_did() {
            JobReceipt receipt = enqueue();
            JobWorker other = worker(context -> {
                context.complete(JobWorkerContract::learn);
                return null;
            });
            List<Throwable> thrown = new ArrayList<>();
            JobWorker slow = worker(context -> {
                clock.advance(LEASE);
                assertThat(other.runDue()).isEqualTo(1);
                assertThatThrownBy(() -> context.complete(JobWorkerContract::learn))
                        .isInstanceOf(Cancelled.class)
                        .satisfies(thrown::add);
                throw new IOException("so it ends");
            });
            slow.runDue();
            assertThat(thrown).hasSize(1);
            assertThat(learned()).hasSize(1);
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
        }

        @Test
        @ContractRule("WORK-3")
        void stores_nothing_for_a_job_that_is_somebody_elses_or_was_called_off() {
            JobReceipt receipt = enqueue();
            List<Throwable> thrown = new ArrayList<>();
            Work trying = context -> {
                if (context.job().attempts() == 1) {
                    clock.advance(LEASE);
                    transactional()
                            .jobs()
                            .leases()
                            .claim(new JobClaim("w2", Set.of("learn"), 1, LEASE, Integer.MAX_VALUE));
                } else {
                    transactional().jobs().cancel(receipt.id());
                }
                assertThatThrownBy(() -> context.inTransaction(JobWorkerContract::learn))
                        .isInstanceOf(Cancelled.class)
                        .satisfies(thrown::add);
                throw new IOException("so it ends");
            };
            worker(trying).runDue();
            assertThat(thrown).hasSize(1);
            clock.advance(LEASE);
            worker(trying).runDue();
            assertThat(thrown).hasSize(2);
            assertThat(learned()).isEmpty();
            assertThat(job(receipt).status()).isEqualTo(JobStatus.CANCELLED);
        }

        @Test
        @ContractRule("WORK-3")
        void does_not_end_in_a_transaction_of_the_hosts_a_job_that_was_called_off() {
            JobReceipt receipt = enqueue();
            List<Throwable> thrown = new ArrayList<>();
            worker(context -> {
                        transactional().jobs().cancel(receipt.id());
                        assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                                    String output = learn(tx);
                                    context.completeIn(tx, output);
                                    return output;
                                }))
                                .isInstanceOf(Cancelled.class)
                                .satisfies(thrown::add);
                        return null;
                    })
                    .runDue();
            assertThat(thrown).hasSize(1);
            assertThat(learned()).isEmpty();
        }

        @Test
        @ContractRule("WORK-3")
        void ends_the_job_in_a_transaction_of_the_hosts() {
            JobReceipt receipt = enqueue();
            worker(context -> transactional().inTransaction(tx -> {
                        String output = learn(tx);
                        context.completeIn(tx, output);
                        return "not kept";
                    }))
                    .runDue();
            assertThat(learned()).hasSize(1);
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(receipt).output()).isEqualTo("1 fact");
        }

        @Test
        @ContractRule("WORK-3")
        void stores_part_of_the_work_while_the_job_goes_on() {
            JobReceipt receipt = enqueue();
            worker(context -> {
                        context.inTransaction(JobWorkerContract::learn);
                        assertThat(learned()).hasSize(1);
                        return context.inTransaction(JobWorkerContract::learn);
                    })
                    .runDue();
            assertThat(learned()).hasSize(2);
            assertThat(job(receipt).output()).isEqualTo("1 fact");
        }
    }

    @Nested
    class Recur {
        @Test
        @ContractRule("WORK-4")
        void asks_once_for_each_time_of_the_schedule() {
            CronSchedule nightly = CronSchedule.of("0 3 * * *", ZoneId.of("Europe/Berlin"));
            RecurringJob tidying =
                    new RecurringJob("tidying", nightly, JobRequest.of("learn").withTags("night"));
            List<Instant> runs = new ArrayList<>();
            Work noting = context -> {
                runs.add(context.job().dueAt());
                return null;
            };
            JobWorker one = JobWorker.of(
                    transactional(), options(noting).recurring(tidying).build());
            JobWorker other = JobWorker.of(
                    transactional(), options(noting).recurring(tidying).build());
            one.runDue();
            other.runDue();
            assertThat(runs).isEmpty();
            Instant first = Instant.parse("2026-03-03T02:00:00Z");
            clock.set(first);
            other.runDue();
            // Its clock is late: it is not the first time again.
            clock.set(first.minusSeconds(5));
            JobWorker.of(transactional(), options(noting).recurring(tidying).build())
                    .runDue();
            clock.set(first.plusSeconds(5));
            one.runDue();
            assertThat(runs).containsExactly(first);
            clock.set(first.plus(Duration.ofHours(30)));
            one.runDue();
            other.runDue();
            assertThat(runs).containsExactly(first, first.plus(Duration.ofDays(1)));
            assertThat(transactional()
                            .jobs()
                            .list(JobFilter.all().withTag("night"), PageRequest.first(10))
                            .items())
                    .hasSize(3);
        }

        @Test
        @ContractRule("WORK-4")
        void goes_on_once_a_clock_that_was_far_ahead_is_set_back() {
            RecurringJob tidying = new RecurringJob(
                    "tidying", CronSchedule.of("0 3 * * *", ZoneId.of("Europe/Berlin")), JobRequest.of("learn"));
            List<Instant> runs = new ArrayList<>();
            JobWorker worker = JobWorker.of(
                    transactional(),
                    options(context -> {
                                runs.add(context.job().dueAt());
                                return null;
                            })
                            .recurring(tidying)
                            .build());
            Instant begun = now();
            clock.set(begun.plus(Duration.ofDays(300)));
            worker.runDue();
            clock.set(begun);
            worker.runDue();
            Instant first = Instant.parse("2026-03-03T02:00:00Z");
            clock.set(first);
            worker.runDue();
            assertThat(runs).containsExactly(first);
        }
    }

    @Nested
    class Background {
        @Test
        @ContractRule("WORK-1")
        void does_what_is_due_on_threads_of_its_own() throws Exception {
            CountDownLatch done = new CountDownLatch(20);
            JobWorkerOptions options = options(context -> {
                        done.countDown();
                        return null;
                    })
                    .pollInterval(Duration.ofMillis(20))
                    .build();
            try (JobWorker worker = JobWorker.start(transactional(), options)) {
                for (int i = 0; i < 20; i++) {
                    transactional().jobs().enqueue(JobRequest.of("learn"));
                }
                assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.drain(Duration.ofSeconds(60))).isTrue();
                assertThat(worker.report().succeeded()).isEqualTo(20);
                transactional().jobs().enqueue(JobRequest.of("learn"));
                assertThat(worker.report().running()).isZero();
            }
            assertThat(transactional().jobs().counts().count(JobStatus.WAITING)).isEqualTo(1);
        }

        @Test
        @ContractRule("WORK-1")
        void gives_back_what_it_does_when_it_is_closed() throws Exception {
            JobReceipt receipt = enqueue();
            CountDownLatch begun = new CountDownLatch(1);
            JobWorkerOptions options = options(context -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                        return null;
                    })
                    .pollInterval(Duration.ofMillis(20))
                    .build();
            try (JobWorker worker = JobWorker.start(transactional(), options)) {
                assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.report().running()).isEqualTo(1);
            }
            assertThat(job(receipt).status()).isEqualTo(JobStatus.RETRYING);
            assertThat(job(receipt).attempts()).isZero();
        }

        /** One refusal costs the job nothing, and no other job its place. */
        @Test
        @ContractRule("WORK-5")
        void gives_back_what_its_executor_refuses() throws Exception {
            JobReceipt refused = enqueue();
            JobReceipt behind = transactional().jobs().enqueue(JobRequest.of("learn"));
            AtomicBoolean full = new AtomicBoolean(true);
            Semaphore claims = new Semaphore(0);
            TransactionalStorage counted = withLeases("claim", call -> {
                Object taken = call.proceed();
                claims.release();
                return taken;
            });
            JobWorkerOptions options = options(context -> null)
                    .concurrency(2)
                    .executor(task -> {
                        if (full.getAndSet(false)) {
                            throw new RejectedExecutionException("full");
                        }
                        new Thread(task).start();
                    })
                    .pollInterval(Duration.ofMillis(20))
                    .build();
            try (JobWorker worker = JobWorker.start(counted, options)) {
                // What was given back before the second is taken by then.
                assertThat(claims.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(job(refused).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(refused).attempts()).isEqualTo(1);
            assertThat(job(behind).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(behind).attempts()).isEqualTo(1);
        }

        @Test
        @ContractRule("WORK-5")
        void gives_back_what_no_thread_has_come_to_within_a_lease() throws Exception {
            JobReceipt slow = enqueue();
            JobReceipt behind = transactional().jobs().enqueue(JobRequest.of("learn"));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Work work = context -> {
                if (context.job().id().equals(slow.id())) {
                    begun.countDown();
                    end.await();
                }
                return null;
            };
            Semaphore heartbeats = new Semaphore(0);
            ExecutorService oneThread = Executors.newSingleThreadExecutor();
            JobWorkerOptions options = options(work)
                    .lease(SHORT_LEASE)
                    .concurrency(2)
                    .executor(oneThread)
                    .pollInterval(Duration.ofMillis(20))
                    .build();
            try (JobWorker worker = JobWorker.start(heard(heartbeats), options)) {
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                int done = 0;
                for (int i = 0; i < 8 && done == 0; i++) {
                    clock.advance(SHORT_LEASE.dividedBy(4));
                    assertThat(heartbeats.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                    done = worker(context -> null).runDue();
                }
                assertThat(done).isEqualTo(1);
                assertThat(job(behind).status()).isEqualTo(JobStatus.SUCCEEDED);
                assertThat(job(behind).attempts()).isEqualTo(1);
                assertThat(job(slow).status()).isEqualTo(JobStatus.RUNNING);
                end.countDown();
                assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            } finally {
                oneThread.shutdownNow();
            }
            assertThat(job(slow).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(slow).attempts()).isEqualTo(1);
        }

        /** A job that is stuck is tried again on the other thread. With both stuck, what is due is left to other workers. */
        @Test
        @ContractRule("WORK-6")
        void takes_nothing_while_each_of_its_threads_is_stuck() throws Exception {
            JobReceipt poison = enqueue();
            Semaphore begun = new Semaphore(0);
            CountDownLatch end = new CountDownLatch(1);
            Work work = context -> {
                if (context.job().id().equals(poison.id())) {
                    begun.release();
                    awaitHeedless(end);
                }
                return null;
            };
            JobWorkerOptions options = options(work)
                    .concurrency(2)
                    .pollInterval(Duration.ofMillis(20))
                    .build();
            try (JobWorker worker = JobWorker.start(transactional(), options)) {
                try {
                    assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                    clock.advance(Duration.ofMinutes(11));
                    assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                    assertThat(worker.report().running()).isEqualTo(2);
                    JobReceipt sound = transactional().jobs().enqueue(JobRequest.of("learn"));
                    assertThat(worker(context -> null).runDue()).isEqualTo(1);
                    assertThat(job(sound).status()).isEqualTo(JobStatus.SUCCEEDED);
                } finally {
                    end.countDown();
                }
                assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            }
        }

        /** However seldom it looks for jobs. */
        @Test
        @ContractRule("WORK-7")
        void goes_on_soon_after_a_heartbeat_that_failed() throws Exception {
            Semaphore heartbeats = new Semaphore(0);
            AtomicBoolean away = new AtomicBoolean(true);
            TransactionalStorage broken = withLeases("extend", call -> {
                if (away.getAndSet(false)) {
                    throw new StorageUnavailable("away", Duration.ZERO, null);
                }
                Object states = call.proceed();
                heartbeats.release();
                return states;
            });
            keepsItsJobUntil(broken, clock, () -> {
                clock.advance(SHORT_LEASE.dividedBy(4));
                assertThat(heartbeats.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                clock.advance(SHORT_LEASE.minusMillis(1));
                assertThat(worker(context -> null).runDue()).isZero();
            });
        }

        @Test
        @ContractRule("WORK-7")
        void is_heard_of_when_its_clock_was_put_back() throws Exception {
            Semaphore heartbeats = new Semaphore(0);
            TestClock itsOwn = TestClock.at(START);
            keepsItsJobUntil(heard(heartbeats), itsOwn, () -> {
                itsOwn.set(START.minus(Duration.ofHours(1)));
                assertThat(heartbeats.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                itsOwn.advance(SHORT_LEASE.dividedBy(4));
                assertThat(heartbeats.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            });
        }

        /** A worker that looks for jobs once an hour has one, which ends when this has been run. */
        private void keepsItsJobUntil(TransactionalStorage storage, TestClock itsClock, Meanwhile meanwhile)
                throws Exception {
            JobReceipt receipt = enqueue();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            JobWorkerOptions options = options(context -> {
                        begun.countDown();
                        end.await();
                        return null;
                    })
                    .lease(SHORT_LEASE)
                    .clock(itsClock)
                    .pollInterval(Duration.ofHours(1))
                    .build();
            try (JobWorker worker = JobWorker.start(storage, options)) {
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                meanwhile.run();
                end.countDown();
                assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(job(receipt).status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job(receipt).attempts()).isEqualTo(1);
        }

        @Test
        @ContractRule("WORK-7")
        void looks_for_jobs_soon_after_a_failure() throws Exception {
            AtomicBoolean away = new AtomicBoolean(true);
            TransactionalStorage broken = withLeases("claim", call -> {
                if (away.getAndSet(false)) {
                    throw new StorageUnavailable("away", Duration.ZERO, null);
                }
                return call.proceed();
            });
            CountDownLatch done = new CountDownLatch(1);
            JobWorkerOptions options = options(context -> {
                        done.countDown();
                        return null;
                    })
                    .pollInterval(Duration.ofHours(1))
                    .build();
            enqueue();
            try (JobWorker worker = JobWorker.start(broken, options)) {
                assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            }
        }

        private static void awaitHeedless(CountDownLatch end) {
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // So it is with a handler that pays no heed.
                }
            }
        }
    }
}
