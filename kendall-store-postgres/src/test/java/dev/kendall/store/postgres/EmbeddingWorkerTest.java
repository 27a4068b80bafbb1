package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.EmbeddingQueue.ANN;
import static dev.kendall.store.postgres.EmbeddingQueue.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.embedding.Embedder;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Cancelled;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.store.postgres.EmbeddingWorker.DeadLetter;
import dev.kendall.store.postgres.EmbeddingWorker.Report;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddingWorkerTest {
    private final EmbeddingQueue queue = new EmbeddingQueue();
    private final EmbeddingWorker worker = queue.worker(options());

    private static EmbeddingWorkerOptions.Builder options() {
        return EmbeddingWorkerOptions.builder();
    }

    @AfterEach
    void close() {
        worker.close();
        queue.close();
    }

    /** What the worker logs during a test. */
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(EmbeddingWorker.class);
    }

    private static Report embedded(int rows) {
        return new Report(rows, 0, 0, 0, null);
    }

    @Nested
    class Rows {
        @Test
        void that_were_queued_get_their_vectors() {
            queue.say(ANN, "one", "two", " ");
            queue.say(BEN, "three");
            queue.storage.memories().add(BEN, NewMemory.fact("employer", "Acme"));
            assertThat(queue.jobs()).hasSize(4);

            assertThat(worker.runOnce()).isEqualTo(embedded(4));

            assertThat(queue.jobs()).isEmpty();
            assertThat(queue.unembedded(ANN) + queue.unembedded(BEN)).isZero();
            assertThat(queue.model.calls()).isEqualTo(1);
            assertThat(worker.runOnce()).isEqualTo(embedded(0));
        }

        @Test
        void come_in_batches_longest_due_first() {
            queue.say(ANN, "one", "two");
            queue.clock.advance(Duration.ofSeconds(1));
            queue.say(BEN, "three");
            EmbeddingWorker small = queue.worker(options().batchSize(2));
            assertThat(small.runOnce()).isEqualTo(new Report(2, 0, 0, 1, null));
            assertThat(queue.unembedded(ANN)).isZero();
            assertThat(small.runOnce()).isEqualTo(embedded(1));
        }

        @Test
        void that_wait_are_counted_by_every_search_until_they_are_embedded() {
            queue.say(ANN, "the lease ends in May", "so it does", "in May");
            EmbeddingWorker small = queue.worker(options().batchSize(1));
            List<Long> unembedded = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                unembedded.add(queue.storage
                        .search()
                        .messages(
                                ANN, SearchQuery.of("lease").vector(queue.embedder.embed("lease")), MessageFilter.all())
                        .unembedded());
                small.runOnce();
            }
            assertThat(unembedded).containsExactly(3L, 2L, 1L, 0L);
        }

        @Test
        void that_nobody_queued_are_found_by_the_counts() {
            queue.sayMany(ANN, 0, 150);
            queue.say(BEN, "one");
            queue.storage.memories().add(BEN, NewMemory.fact("employer", "Acme"));
            queue.run("delete from kendall.embedding_jobs");

            assertThat(worker.runOnce()).isEqualTo(embedded(64));
            assertThat(worker.runOnce()).isEqualTo(embedded(64));
            assertThat(worker.runOnce()).isEqualTo(embedded(24));
            assertThat(worker.runOnce()).isEqualTo(embedded(0));
            assertThat(queue.unembedded(ANN) + queue.unembedded(BEN)).isZero();
            assertThat(queue.jobs()).isEmpty();
        }

        @Test
        void that_nobody_queued_are_looked_for_at_intervals_once_nothing_was_missing() {
            worker.runOnce();
            queue.say(ANN, "one");
            queue.run("delete from kendall.embedding_jobs");
            assertThat(worker.runOnce()).isEqualTo(embedded(0));
            queue.clock.advance(Duration.ofMinutes(1));
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
        }

        @Test
        void of_a_new_space_are_embedded_beside_those_of_the_active_one() {
            queue.say(ANN, "one");
            worker.runOnce();
            Embedder next = Embedder.of(HashingEmbeddingModel.create().named("next"));
            EmbeddingWorker filling =
                    EmbeddingWorker.of(queue.storage, next, options().build());
            assertThat(filling.runOnce()).isEqualTo(embedded(1));
            assertThat(queue.storage.vectors().countUnembedded(ANN, next.space()))
                    .isZero();
            assertThat(queue.unembedded(ANN)).isZero();
            assertThat(queue.storage.vectors().findActive()).contains(queue.space());
        }

        @Test
        void whose_source_is_gone_are_dropped_from_the_queue() {
            queue.say(ANN, "one");
            queue.run(
                    "insert into kendall.embedding_jobs (user_id, space_id, kind, source_id, due_at)"
                            + " select user_id, space_id, kind, gen_random_uuid(), due_at from kendall.embedding_jobs"
                            + " union all select user_id, space_id, 'MEMORY', gen_random_uuid(), due_at from kendall.embedding_jobs");
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
            assertThat(queue.jobs()).isEmpty();
        }
    }

    @Nested
    class WhatHappensWhileTheModelWorks {
        private void meanwhile(Runnable event) {
            AtomicBoolean happened = new AtomicBoolean();
            queue.model.meanwhile(texts -> {
                if (!happened.getAndSet(true)) {
                    event.run();
                }
            });
        }

        @Test
        void a_memory_that_changes_is_embedded_again() {
            Memory memory = queue.storage.memories().add(ANN, NewMemory.fact("employer", "Acme"));
            queue.say(ANN, "one");
            meanwhile(() -> queue.storage.memories().update(memory.withContent(NewMemory.fact("employer", "Globex"))));

            assertThat(worker.runOnce()).isEqualTo(new Report(1, 0, 0, 1, null));
            assertThat(queue.jobs()).containsExactly("MEMORY 0 0");
            assertThat(queue.list("select memory_id from kendall.memory_embeddings"))
                    .isEmpty();

            assertThat(worker.runOnce()).isEqualTo(embedded(1));
            assertThat(queue.storage
                            .search()
                            .memories(
                                    ANN,
                                    SearchQuery.of("x")
                                            .in(SearchMode.SEMANTIC)
                                            .vector(queue.embedder.embed("employer: Globex")),
                                    MemoryFilter.all())
                            .hits()
                            .get(0)
                            .score())
                    .isGreaterThan(0.999);
        }

        @Test
        void a_message_that_is_deleted_stops_no_other() {
            List<Message> said = queue.say(ANN, "one", "two");
            meanwhile(() -> queue.storage.chat().delete(ANN, said.get(0).id()));
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
            assertThat(queue.jobs()).isEmpty();
            assertThat(queue.unembedded(ANN)).isZero();
        }

        @Test
        void a_user_who_is_erased_stays_erased() {
            queue.say(ANN, "one");
            queue.say(BEN, "two");
            meanwhile(() -> queue.storage.erase(ANN));
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
            assertThat(queue.jobs()).isEmpty();
            assertThat(queue.storage.users().find(ANN)).isEmpty();
            assertThat(queue.list("select user_id from kendall.message_embeddings"))
                    .containsExactly("ben");
        }

        @Test
        void no_transaction_is_open() {
            queue.say(ANN, "one");
            List<String> open = new ArrayList<>();
            meanwhile(
                    () -> open.addAll(queue.list("select state from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid() and xact_start is not null")));
            worker.runOnce();
            assertThat(open).isEmpty();
            assertThat(queue.unembedded(ANN)).isZero();
        }

        @Test
        void another_worker_leaves_the_claimed_rows_alone() {
            queue.say(ANN, "one");
            EmbeddingWorker other = queue.worker(options());
            List<Report> reports = new ArrayList<>();
            meanwhile(() -> reports.add(other.runOnce()));
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
            assertThat(reports).containsExactly(new Report(0, 0, 0, 1, null));
        }

        @Test
        void a_model_slower_than_the_lease_costs_a_second_embedding_and_nothing_else() {
            queue.say(ANN, "one");
            Embedder own = Embedder.of(HashingEmbeddingModel.create());
            EmbeddingWorker other =
                    EmbeddingWorker.of(queue.storage, own, options().build());
            List<Report> reports = new ArrayList<>();
            meanwhile(() -> {
                queue.clock.advance(Duration.ofMinutes(6));
                reports.add(other.runOnce());
            });
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
            assertThat(reports).containsExactly(embedded(1));
            assertThat(queue.jobs()).isEmpty();
            assertThat(queue.list("select messages from kendall.embedding_counts"))
                    .containsExactly("1");
        }
    }

    @Nested
    class ARefusedText {
        @Test
        void stops_no_other_and_is_tried_again_later_and_later() {
            queue.say(ANN, "one", "bad", "two");
            queue.model.refuse(text -> text.equals("bad"));
            assertThat(worker.runOnce()).isEqualTo(new Report(2, 1, 0, 1, null));

            List<Integer> waits = new ArrayList<>();
            for (int attempt = 1; attempt <= 3; attempt++) {
                String[] job = queue.jobs().get(0).split(" ");
                assertThat(job[1]).isEqualTo(Integer.toString(attempt));
                waits.add(Integer.valueOf(job[2]));
                assertThat(worker.runOnce().failed()).as("not yet due").isZero();
                queue.clock.advance(Duration.ofSeconds(waits.get(attempt - 1) + 1));
                assertThat(worker.runOnce().failed()).isEqualTo(1);
            }
            assertThat(waits.get(0)).isBetween(2, 8);
            assertThat(waits.get(1)).isBetween(5, 15);
            assertThat(waits.get(2)).isBetween(10, 30);
            assertThat(worker.deadLetters()).isZero();
        }

        @Test
        void is_given_up_in_the_end_and_can_be_tried_again() {
            Message bad = queue.say(ANN, "bad", "one").get(0);
            queue.model.refuse(text -> text.equals("bad"));
            EmbeddingWorker impatient = queue.worker(options().attempts(2));
            assertThat(impatient.runOnce()).isEqualTo(new Report(1, 1, 0, 1, null));
            queue.clock.advance(Duration.ofMinutes(1));
            assertThat(impatient.runOnce()).isEqualTo(new Report(0, 0, 1, 0, null));

            assertThat(impatient.deadLetters()).isEqualTo(1);
            assertThat(queue.jobs()).containsExactly("MESSAGE 2 never");
            assertThat(impatient.listDeadLetters(PageRequest.first(10)).items())
                    .containsExactly(new DeadLetter(
                            EntityRef.of(ANN, bad.id()),
                            2,
                            "the embedding model of hashing/256 failed: IllegalStateException"));
            queue.clock.advance(Duration.ofDays(400));
            assertThat(impatient.runOnce()).as("neither due nor missing").isEqualTo(embedded(0));
            assertThat(queue.unembedded(ANN)).isEqualTo(1);

            queue.model.repair();
            assertThat(impatient.retryDead()).isEqualTo(1);
            assertThat(impatient.runOnce()).isEqualTo(embedded(1));
            assertThat(impatient.deadLetters()).isZero();
            assertThat(impatient.retryDead()).isZero();
        }

        @Test
        void is_listed_page_by_page() {
            queue.sayMany(ANN, 0, 3);
            queue.sayMany(BEN, 3, 5);
            queue.storage.memories().add(ANN, NewMemory.fact("employer", "Acme"));
            queue.model.refuse(text -> !text.equals("hello"));
            EmbeddingWorker strict = queue.worker(options().attempts(1));
            assertThat(strict.runOnce()).isEqualTo(new Report(0, 0, 6, 0, null));

            List<EntityRef> listed = new ArrayList<>();
            PageRequest request = PageRequest.first(4);
            Page<DeadLetter> page = strict.listDeadLetters(request);
            page.items().forEach(letter -> listed.add(letter.source()));
            page = strict.listDeadLetters(request.after(Objects.requireNonNull(page.next())));
            page.items().forEach(letter -> listed.add(letter.source()));

            assertThat(page.next()).isNull();
            assertThat(listed).hasSize(6).doesNotHaveDuplicates();
            assertThat(listed.stream().map(source -> source.user() + " " + source.kind()))
                    .containsExactly(
                            "ann MEMORY", "ann MESSAGE", "ann MESSAGE", "ann MESSAGE", "ben MESSAGE", "ben MESSAGE");
        }

        @Test
        void that_is_changed_is_tried_anew_in_every_space_that_gave_it_up() {
            Memory memory = queue.storage.memories().add(ANN, NewMemory.fact("employer", "bad"));
            Embedder next = Embedder.of(HashingEmbeddingModel.create().named("next"));
            queue.model.refuse(text -> text.endsWith("bad"));
            EmbeddingWorker strict = queue.worker(options().attempts(1));
            assertThat(strict.runOnce().dead()).isEqualTo(1);
            queue.storage.vectors().addSpace(next.space());
            queue.storage.vectors().activate(next.space());

            queue.storage.memories().update(memory.withContent(NewMemory.fact("employer", "Acme")));

            assertThat(strict.deadLetters()).isZero();
            assertThat(strict.runOnce()).isEqualTo(embedded(1));
        }
    }

    @Nested
    class AModelThatIsDown {
        @Test
        void burns_no_attempt_and_is_left_alone_for_longer_each_time() {
            queue.sayMany(ANN, 0, 100);
            queue.model.breakDown();
            Duration last = Duration.ZERO;
            for (int i = 1; i <= 12; i++) {
                Report report = worker.runOnce();
                assertThat(report.embedded() + report.failed() + report.dead()).isZero();
                assertThat(report.waiting()).isEqualTo(100);
                assertThat(report.pausedUntil()).isNotNull();
                last = Duration.between(queue.clock.instant(), report.pausedUntil());

                int calls = queue.model.calls();
                assertThat(worker.runOnce()).as("left alone").isEqualTo(report);
                assertThat(queue.model.calls()).isEqualTo(calls);
                queue.clock.set(report.pausedUntil());
            }
            assertThat(last).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
            assertThat(queue.jobs()).hasSize(100).allMatch(job -> job.startsWith("MESSAGE 0 -"));
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .contains("hashing/256", "down", "PT1M");

            queue.model.repair();
            assertThat(worker.runOnce()).isEqualTo(new Report(64, 0, 0, 36, null));
            assertThat(worker.runOnce()).isEqualTo(embedded(36));
        }

        @Test
        void stays_without_blame_for_rows_that_nobody_queued() {
            queue.say(ANN, "one");
            queue.run("delete from kendall.embedding_jobs");
            queue.model.breakDown();
            Report down = worker.runOnce();
            assertThat(down.waiting()).isEqualTo(1);
            assertThat(queue.jobs()).containsExactly("MESSAGE 0 0");
            queue.model.repair();
            queue.clock.set(Objects.requireNonNull(down.pausedUntil()));
            assertThat(worker.runOnce()).isEqualTo(embedded(1));
        }

        @Test
        void that_limits_the_rate_embeds_what_it_allows() {
            queue.sayMany(ANN, 0, 10);
            AtomicInteger allowed = new AtomicInteger(4);
            queue.model.meanwhile(texts -> {
                if (allowed.addAndGet(-texts.size()) < 0) {
                    allowed.addAndGet(texts.size());
                    throw new IllegalStateException("429");
                }
            });
            Report limited = worker.runOnce();
            assertThat(limited.embedded()).as("one call goes to the plain word").isEqualTo(3);
            assertThat(limited.failed() + limited.dead()).isZero();
            assertThat(limited.pausedUntil()).isNotNull();
            assertThat(queue.jobs()).hasSize(7).allMatch(job -> job.equals("MESSAGE 0 0"));

            allowed.set(100);
            queue.clock.set(limited.pausedUntil());
            assertThat(worker.runOnce()).isEqualTo(embedded(7));
        }
    }

    @Nested
    class AWorkerThatDied {
        private final EmbeddingJobs jobs =
                new EmbeddingJobs(queue.storage.access(), Spaces.added(queue.storage, queue.space()));

        @Test
        void has_lost_nothing_when_its_lease_ends() {
            queue.say(ANN, "one", "two");
            assertThat(jobs.claim(10, options().build()).claims()).hasSize(2);
            assertThat(queue.jobs()).containsExactly("MESSAGE 1 300", "MESSAGE 1 300");

            queue.clock.advance(Duration.ofSeconds(299));
            assertThat(worker.runOnce()).isEqualTo(new Report(0, 0, 0, 2, null));
            queue.clock.advance(Duration.ofSeconds(1));
            assertThat(worker.runOnce()).isEqualTo(embedded(2));
        }

        @Test
        void time_and_again_of_the_same_row_gives_it_up() {
            queue.say(ANN, "one");
            EmbeddingWorkerOptions twice = options().attempts(2).build();
            for (int i = 0; i < 2; i++) {
                assertThat(jobs.claim(10, twice).claims()).hasSize(1);
                queue.clock.advance(Duration.ofMinutes(6));
            }
            EmbeddingWorker survivor = queue.worker(options().attempts(2));
            assertThat(survivor.runOnce()).isEqualTo(new Report(0, 0, 1, 0, null));
            assertThat(survivor.listDeadLetters(PageRequest.first(10)).items())
                    .extracting(DeadLetter::reason)
                    .containsExactly("no worker came back from its last attempt");
        }

        @Test
        void and_comes_back_late_settles_nothing_of_the_others() {
            queue.say(ANN, "one");
            List<EmbeddingClaim> late = jobs.claim(10, options().build()).claims();
            queue.clock.advance(Duration.ofMinutes(6));
            List<EmbeddingClaim> present = jobs.claim(10, options().build()).claims();
            jobs.release(late);
            jobs.postpone(List.of(new EmbeddingJobs.Refusal(late.get(0), null, "late")));
            assertThat(queue.jobs()).containsExactly("MESSAGE 2 300");
            jobs.release(present);
            assertThat(queue.jobs()).containsExactly("MESSAGE 1 0");
        }
    }

    @Nested
    class SeveralWorkers {
        private static final int ROWS = 600;

        private void embedAllOnce() throws Exception {
            Map<String, Integer> times = new ConcurrentHashMap<>();
            queue.model.meanwhile(texts -> texts.forEach(text -> times.merge(text, 1, Integer::sum)));
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try {
                List<Future<Integer>> sums = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    // Each with an embedder of its own, as on several machines: no shared cache hides a text that is
                    // sent twice.
                    EmbeddingWorker each = EmbeddingWorker.of(
                            queue.storage,
                            Embedder.of(queue.model),
                            options().batchSize(10).build());
                    sums.add(threads.submit(() -> runAll(each)));
                }
                int sum = 0;
                for (Future<Integer> each : sums) {
                    sum += each.get();
                }
                assertThat(sum).isEqualTo(ROWS);
            } finally {
                threads.shutdownNow();
            }
            assertThat(times).hasSize(ROWS);
            assertThat(times.values()).allMatch(n -> n == 1);
            assertThat(queue.jobs()).isEmpty();
            assertThat(queue.list("select sum(messages) from kendall.embedding_counts"))
                    .containsExactly(Integer.toString(ROWS));
        }

        private int runAll(EmbeddingWorker each) {
            int sum = 0;
            Report report = each.runOnce();
            while (report.embedded() > 0 || report.waiting() > 0) {
                sum += report.embedded();
                report = each.runOnce();
            }
            return sum;
        }

        private void sayAll() {
            for (int user = 0; user < 6; user++) {
                queue.sayMany(UserId.of("user " + user), user * 100, user * 100 + 100);
            }
        }

        @Test
        void embed_queued_rows_once() throws Exception {
            sayAll();
            embedAllOnce();
        }

        @Test
        void embed_rows_that_nobody_queued_once() throws Exception {
            sayAll();
            queue.run("delete from kendall.embedding_jobs");
            embedAllOnce();
        }
    }

    @Nested
    class TheLoop {
        private EmbeddingWorkerOptions.Builder quick() {
            return options().pollInterval(Duration.ofMillis(5));
        }

        private void awaitEmbedded(UserId user) {
            while (queue.unembedded(user) > 0) {
                Thread.onSpinWait();
            }
        }

        @Test
        void embeds_what_is_stored_while_it_runs_also_after_a_failure() {
            try (EmbeddingWorker started = EmbeddingWorker.start(queue.storage, queue.embedder, quick().build())) {
                queue.say(ANN, "one");
                awaitEmbedded(ANN);
                queue.run("alter table kendall.embedding_jobs rename to embedding_jobs_away");
                while (log.list.isEmpty()) {
                    Thread.onSpinWait();
                }
                queue.run("alter table kendall.embedding_jobs_away rename to embedding_jobs");
                queue.say(ANN, "two");
                awaitEmbedded(ANN);
                assertThat(log.list).as("told once").hasSize(1);
                assertThat(started.deadLetters()).isZero();
            }
        }

        @Test
        void ends_at_once_when_it_is_closed_while_the_model_hangs() throws InterruptedException {
            queue.say(ANN, "one");
            CountDownLatch hanging = new CountDownLatch(1);
            queue.model.meanwhile(texts -> {
                hanging.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // As HTTP clients do: the flag is lost, the cause is not.
                    throw new IllegalStateException(e);
                }
            });
            EmbeddingWorker started = EmbeddingWorker.start(queue.storage, queue.embedder, quick().build());
            hanging.await();
            assertThat(queue.jobs()).containsExactly("MESSAGE 1 300");

            started.close();

            assertThat(queue.jobs()).as("given back").containsExactly("MESSAGE 0 0");
            assertThatIllegalStateException().isThrownBy(started::runOnce).withMessage("this worker is closed");
            started.close();
        }

        @Test
        void leaves_an_executors_thread_as_it_was() throws Exception {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                CountDownLatch hanging = new CountDownLatch(1);
                queue.say(ANN, "one");
                queue.model.meanwhile(texts -> {
                    hanging.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                });
                EmbeddingWorker started = EmbeddingWorker.start(
                        queue.storage,
                        queue.embedder,
                        quick().executor(executor).build());
                hanging.await();
                started.close();
                assertThat(executor.submit(() -> Thread.currentThread().isInterrupted())
                                .get(10, TimeUnit.SECONDS))
                        .isFalse();
            } finally {
                executor.shutdownNow();
            }
        }

        @Test
        void ends_when_the_host_interrupts_its_executor() throws InterruptedException {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            EmbeddingWorker started = EmbeddingWorker.start(
                    queue.storage, queue.embedder, quick().executor(executor).build());
            queue.say(ANN, "one");
            awaitEmbedded(ANN);
            executor.shutdownNow();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            started.close();
        }

        @Test
        void that_was_closed_before_it_began_never_begins() {
            List<Runnable> given = new ArrayList<>();
            queue.say(ANN, "one");
            EmbeddingWorker.start(
                            queue.storage,
                            queue.embedder,
                            quick().executor(given::add).build())
                    .close();
            given.forEach(Runnable::run);
            assertThat(given).hasSize(1);
            assertThat(queue.model.calls()).isZero();
        }
    }

    @Test
    void a_user_who_is_locked_stops_no_other() throws SQLException {
        queue.say(ANN, "one");
        queue.say(BEN, "two");
        PostgresStorage impatient = PostgresStorage.builder(PostgresFixture.dataSource())
                .clock(queue.clock)
                .options(PostgresOptions.builder()
                        .lockTimeout(Duration.ofMillis(20))
                        .build())
                .open();
        EmbeddingWorker meeting =
                EmbeddingWorker.of(impatient, queue.embedder, options().build());
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from kendall.users where user_id = 'ann' for no key update");
            assertThat(meeting.runOnce()).isEqualTo(new Report(1, 1, 0, 1, null));
            connection.rollback();
        }
        assertThat(queue.unembedded(BEN)).isZero();
        assertThat(queue.list("select last_error from kendall.embedding_jobs"))
                .singleElement()
                .asString()
                .startsWith("could not store vectors of user ann");
        queue.clock.advance(Duration.ofMinutes(1));
        assertThat(meeting.runOnce()).isEqualTo(embedded(1));
    }

    @Test
    void a_run_that_is_interrupted_is_cancelled_and_gives_back_what_it_claimed() {
        queue.say(ANN, "one");
        queue.model.meanwhile(texts -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException();
        });
        try {
            assertThatExceptionOfType(Cancelled.class).isThrownBy(worker::runOnce);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(queue.jobs()).containsExactly("MESSAGE 0 0");
    }

    @Test
    void options_are_checked_when_they_are_set() {
        assertThatIllegalArgumentException().isThrownBy(() -> options().batchSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options().batchSize(1_001));
        assertThatIllegalArgumentException().isThrownBy(() -> options().attempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options().lease(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> options().pollInterval(Duration.ofDays(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> options().sweepInterval(Duration.ofNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> options().maxPause(Duration.ofMillis(999)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options()
                        .backoff(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .build())
                .withMessage("the first backoff is PT2S, longer than the longest, PT1S");
        EmbeddingWorkerOptions defaults = EmbeddingWorkerOptions.defaults();
        assertThat(defaults.batchSize()).isEqualTo(64);
        assertThat(defaults.attempts()).isEqualTo(8);
        assertThat(defaults.lease()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.executor()).isNull();
    }
}
