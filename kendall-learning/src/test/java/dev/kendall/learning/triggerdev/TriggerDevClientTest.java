package dev.kendall.learning.triggerdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.NotFound;
import dev.kendall.failure.ServiceRefused;
import dev.kendall.failure.ServiceUnavailable;
import dev.kendall.testkit.TestClock;
import dev.kendall.testkit.triggerdev.Exchange;
import dev.kendall.testkit.triggerdev.FakeRun;
import dev.kendall.testkit.triggerdev.FakeTriggerDev;
import dev.kendall.testkit.triggerdev.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TriggerDevClientTest {
    private static final String TASK = "kendall-job";
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private final TestClock clock = TestClock.at(START);
    private final VirtualPacer pacer = new VirtualPacer(clock);
    private final FakeTriggerDev triggerDev =
            FakeTriggerDev.start().clock(clock).deploy(TASK, (run, attempt) -> Json.object());
    private final TriggerDevClient client = builder().build();

    @AfterEach
    void stop() {
        triggerDev.close();
    }

    private TriggerDevClient.Builder builder() {
        return TriggerDevClient.builder(triggerDev::secretKey)
                .endpoint(triggerDev.url())
                .clock(clock)
                .pacer(pacer);
    }

    private static ObjectNode payload(String text) {
        return Json.object().put("text", text);
    }

    private TriggeredRun trigger(TriggerOptions.Builder options) {
        return client.trigger(TASK, payload("x"), options.build());
    }

    private FakeRun only() {
        assertThat(triggerDev.runs()).hasSize(1);
        return triggerDev.runs().get(0);
    }

    @Nested
    class Triggering {
        @Test
        void sendsThePayloadAndEveryOption() {
            TriggerOptions options = TriggerOptions.builder()
                    .queue("learning")
                    .concurrencyKey("u-42")
                    .idempotencyKey("k")
                    .idempotencyKeyTtl(Duration.ofHours(2))
                    .delay(Duration.ofMillis(1_500))
                    .ttl(Duration.ofMinutes(10))
                    .maxAttempts(7)
                    .maxDuration(Duration.ofMinutes(5))
                    .priority(Duration.ofSeconds(30))
                    .machine(Machine.SMALL_1X)
                    .tags(List.of("user:42", "learn"))
                    .metadata(payload("seen there"))
                    .build();
            client.trigger(TASK, payload("Grüße, 例 and \ud83d\ude00"), options);
            FakeRun run = only();
            assertThat(run.payload()).isEqualTo(payload("Grüße, 例 and \ud83d\ude00"));
            assertThat(run.options()).isEqualTo(Json.read("""
                            {"concurrencyKey":"u-42","idempotencyKey":"k","idempotencyKeyTTL":"7200s","delay":"2s","ttl":"600s",
                             "machine":"small-1x","maxAttempts":7,"maxDuration":300,"priority":30,"tags":["user:42","learn"],
                             "metadata":{"text":"seen there"},"queue":{"name":"learning"}}"""));
            assertThat(run.status()).isEqualTo("DELAYED");
            assertThat(run.dueAt()).isEqualTo(START.plusSeconds(2));
        }

        @Test
        void aKeyGivesTheSameRunUntilItsTimeIsOver() {
            TriggerOptions.Builder options =
                    TriggerOptions.builder().idempotencyKey("k").idempotencyKeyTtl(Duration.ofMinutes(1));
            TriggeredRun first = trigger(options);
            TriggeredRun second = trigger(options);
            assertThat(first.isCached()).isFalse();
            assertThat(second).isEqualTo(new TriggeredRun(first.id(), true));
            clock.advance(Duration.ofMinutes(1));
            assertThat(trigger(options).isCached()).isFalse();
        }

        @Test
        void aKeyThatWasResetGivesANewRun() {
            TriggerOptions.Builder options = TriggerOptions.builder().idempotencyKey("a key/with ümlaut");
            TriggeredRun first = trigger(options);
            client.resetIdempotencyKey(TASK, "a key/with ümlaut");
            assertThat(trigger(options).id()).isNotEqualTo(first.id());
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.resetIdempotencyKey(TASK, "unknown"));
        }

        @Test
        void triggersUnderOneDebounceKeyBecomeOneRun() {
            Debounce debounce = Debounce.trailing("t-7", Duration.ofSeconds(30)).atMost(Duration.ofSeconds(50));
            for (int i = 0; i < 3; i++) {
                client.trigger(
                        TASK,
                        payload("m" + i),
                        TriggerOptions.builder().debounce(debounce).build());
                clock.advance(Duration.ofSeconds(15));
            }
            assertThat(only().payload()).isEqualTo(payload("m2"));
            assertThat(only().dueAt()).isEqualTo(START.plusSeconds(50));
        }

        @Test
        void aRunThatStartsTooLateExpires() throws InterruptedException {
            trigger(TriggerOptions.builder().ttl(Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(10));
            assertThat(triggerDev.work()).isZero();
            assertThat(only().status()).isEqualTo("EXPIRED");
        }

        @Test
        void aBatchIsSeveralRuns() {
            List<BatchItem> items = IntStream.range(0, 500)
                    .mapToObj(i -> BatchItem.of(TASK, payload("p" + i)))
                    .toList();
            TriggeredBatch batch = client.batchTrigger(items);
            assertThat(batch.runCount()).isEqualTo(500);
            assertThat(triggerDev.runs())
                    .extracting(FakeRun::payload)
                    .containsExactlyElementsOf(
                            items.stream().map(BatchItem::payload).toList());
        }

        @Test
        void aStreamedBatchIsSeveralRunsAndRepeatedItIsTheSame() {
            List<BatchItem> items = IntStream.range(0, 1_000)
                    .mapToObj(i -> BatchItem.of(TASK, payload("line\nbreak " + i)))
                    .toList();
            TriggeredBatch batch = client.streamBatch(items, "night-1");
            assertThat(batch).isEqualTo(new TriggeredBatch(batch.id(), 1_000, false));
            assertThat(client.streamBatch(items, "night-1")).isEqualTo(new TriggeredBatch(batch.id(), 1_000, true));
            assertThat(triggerDev.runs()).hasSize(1_000);
        }

        @Test
        void aStreamedBatchThatFailedBetweenItsTwoRequestsGoesOn() {
            List<BatchItem> items = List.of(BatchItem.of(TASK, payload("1")), BatchItem.of(TASK, payload("2")));
            triggerDev.faults().next(5, Fault.unavailable(), request -> request.isTo("/items"));
            assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> client.streamBatch(items, "night-1"));
            assertThat(triggerDev.runs()).isEmpty();
            client.streamBatch(items, "night-1");
            assertThat(triggerDev.runs()).hasSize(2);
        }

        @Test
        void aStreamedBatchWhoseLastAnswerWasLostIsThere() {
            triggerDev.faults().next(1, Fault.dropAfterAccepting(), request -> request.isTo("/items"));
            client.streamBatch(List.of(BatchItem.of(TASK, payload("1"))), "night-1");
            assertThat(triggerDev.runs()).hasSize(1);
        }
    }

    @Nested
    class Runs {
        @Test
        void oneIsReadAsItIs() throws InterruptedException {
            String id = trigger(TriggerOptions.builder()
                            .idempotencyKey("k")
                            .tags(List.of("a"))
                            .metadata(payload("m")))
                    .id();
            assertThat(client.runs().get(id).status()).isEqualTo(RunStatus.QUEUED);
            clock.advance(Duration.ofSeconds(1));
            triggerDev.work();
            Run run = client.runs().get(id);
            assertThat(run.id()).isEqualTo(id);
            assertThat(run.task()).isEqualTo(TASK);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.idempotencyKey()).isEqualTo("k");
            assertThat(run.tags()).containsExactly("a");
            assertThat(run.metadata()).isEqualTo(payload("m"));
            assertThat(run.payload()).isEqualTo(payload("x"));
            assertThat(run.output()).isEqualTo(Json.object());
            assertThat(run.attempts()).isEqualTo(1);
            assertThat(run.createdAt()).isEqualTo(START);
            assertThat(run.finishedAt()).isEqualTo(START.plusSeconds(1));
            assertThat(run.error()).isNull();
            assertThat(run).hasToString("Run[" + id + " of kendall-job, COMPLETED]");
        }

        @Test
        void oneThatFailedSaysWhy() throws InterruptedException {
            triggerDev.deploy("broken", (run, attempt) -> {
                throw new IOException("no way");
            });
            String id = client.trigger(
                            "broken",
                            payload("x"),
                            TriggerOptions.builder().maxAttempts(1).build())
                    .id();
            triggerDev.work();
            assertThat(client.runs().get(id).status()).isEqualTo(RunStatus.FAILED);
            assertThat(client.runs().get(id).error()).isEqualTo("no way");
        }

        @Test
        void oneOfATaskThatIsNotDeployedWaitsForItsVersion() {
            String id = client.trigger("tomorrow", payload("x"), TriggerOptions.none())
                    .id();
            assertThat(client.runs().get(id).status())
                    .as("older statuses come without the header of the API's version")
                    .isEqualTo(RunStatus.PENDING_VERSION);
        }

        @Test
        void aStatusThatIsNotKnownIsToldAsItIs() {
            Run run = Run.from(Json.read("{\"id\":\"run_1\",\"status\":\"HIBERNATING\"}"));
            assertThat(run.status()).isEqualTo(RunStatus.UNKNOWN);
            assertThat(run.status().isFinal()).isFalse();
            assertThat(run.statusName()).isEqualTo("HIBERNATING");
        }

        @Test
        void whatIsNotThereIsNotFound() {
            assertThat(client.runs().find("run_99")).isEmpty();
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> client.runs().get("run_99"))
                    .withMessageContaining("run_99");
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> client.runs().cancel("run_99"));
        }

        @Test
        void areListedPageByPageNewestFirst() throws InterruptedException {
            for (int i = 0; i < 25; i++) {
                trigger(TriggerOptions.builder().tags(List.of(i % 2 == 0 ? "even" : "odd")));
                clock.advance(Duration.ofSeconds(1));
            }
            RunQuery query = RunQuery.all().size(10);
            List<String> ids = new ArrayList<>();
            RunPage page = client.runs().list(query);
            while (true) {
                page.runs().forEach(run -> ids.add(run.id()));
                if (page.next() == null) {
                    break;
                }
                page = client.runs().list(query.after(page.next()));
            }
            assertThat(ids)
                    .containsExactlyElementsOf(IntStream.iterate(25, i -> i - 1)
                            .limit(25)
                            .mapToObj(i -> "run_" + i)
                            .toList());
            assertThat(client.runs().list(query.tags(List.of("odd"))).runs()).hasSize(10);
            assertThat(client.runs()
                            .list(RunQuery.all().from(START.plusSeconds(20)).to(START.plusSeconds(22)))
                            .runs())
                    .hasSize(3);
            triggerDev.work();
            assertThat(client.runs()
                            .list(RunQuery.all()
                                    .statuses(Set.of(RunStatus.QUEUED))
                                    .tasks(Set.of(TASK)))
                            .runs())
                    .isEmpty();
        }

        @Test
        void ofABatchAreListedByIt() {
            trigger(TriggerOptions.builder());
            TriggeredBatch batch = client.batchTrigger(List.of(BatchItem.of(TASK, payload("1"))));
            assertThat(client.runs().list(RunQuery.all().batch(batch.id())).runs())
                    .extracting(Run::id)
                    .containsExactly("run_2");
        }

        @Test
        void areCancelledMovedTaggedAndPlayedAgain() throws InterruptedException {
            String id = trigger(TriggerOptions.builder()
                            .delay(Duration.ofHours(1))
                            .idempotencyKey("k")
                            .tags(List.of("a")))
                    .id();
            assertThat(client.runs().reschedule(id, Duration.ofHours(2)).delayedUntil())
                    .isEqualTo(START.plus(Duration.ofHours(2)));
            assertThat(client.runs().reschedule(id, START.plusSeconds(90)).delayedUntil())
                    .isEqualTo(START.plusSeconds(90));
            client.runs().addTags(id, List.of("b", "a"));
            client.runs().addTags(id, List.of());
            assertThat(client.runs().get(id).tags()).containsExactly("a", "b");
            assertThatExceptionOfType(ServiceRefused.class)
                    .isThrownBy(() -> client.runs()
                            .addTags(
                                    id,
                                    IntStream.range(0, 9).mapToObj(i -> "t" + i).toList()));
            client.runs().cancel(id);
            client.runs().cancel(id);
            assertThat(client.runs().get(id).status()).isEqualTo(RunStatus.CANCELED);
            assertThatExceptionOfType(ServiceRefused.class)
                    .isThrownBy(() -> client.runs().reschedule(id, Duration.ofHours(2)));
            TriggeredRun replay = client.runs()
                    .replay(
                            id,
                            TriggerOptions.builder()
                                    .queue("slow")
                                    .priority(Duration.ofSeconds(5))
                                    .build());
            triggerDev.work();
            assertThat(client.runs().get(replay.id()).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(client.runs().get(replay.id()).payload()).isEqualTo(payload("x"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.runs()
                            .replay(
                                    id,
                                    TriggerOptions.builder()
                                            .debounce(Debounce.leading("k", Duration.ofSeconds(1)))
                                            .build()));
        }

        @Test
        void areNotPlayedTwiceWhenAnAnswerIsLost() {
            String id = trigger(TriggerOptions.builder()).id();
            triggerDev.faults().next(2, Fault.errorAfterAccepting(), request -> request.isTo("/replay"));
            client.runs().replay(id);
            assertThat(triggerDev.runs()).hasSize(2);
        }
    }

    @Nested
    class Schedules {
        private final ScheduleSpec spec = ScheduleSpec.of(TASK, "0 3 * * *")
                .in(ZoneId.of("Europe/Berlin"))
                .withExternalId("u-42");

        @Test
        void areCreatedOncePerKeyAndReadBack() {
            Schedule created = client.schedules().create("night-u-42", spec);
            assertThat(created)
                    .isEqualTo(new Schedule(
                            created.id(), TASK, "night-u-42", "0 3 * * *", "Europe/Berlin", "u-42", true, null));
            assertThat(client.schedules()
                            .create("night-u-42", ScheduleSpec.of(TASK, "0 4 * * *"))
                            .id())
                    .isEqualTo(created.id());
            assertThat(client.schedules().get(created.id()).cron()).isEqualTo("0 4 * * *");
            assertThat(client.schedules().get(created.id()).timezone()).isEqualTo("UTC");
        }

        @Test
        void areChangedStoppedStartedAndDeleted() {
            String id = client.schedules().create("k", spec).id();
            assertThat(client.schedules()
                            .update(id, ScheduleSpec.of(TASK, "5 3 * * 1L"))
                            .cron())
                    .isEqualTo("5 3 * * 1L");
            assertThat(client.schedules().deactivate(id).isActive()).isFalse();
            assertThat(client.schedules().activate(id).isActive()).isTrue();
            triggerDev.fire(id);
            assertThat(client.runs().list(RunQuery.all().schedule(id)).runs()).hasSize(1);
            assertThat(client.schedules().delete(id)).isTrue();
            assertThat(client.schedules().delete(id)).isFalse();
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> client.schedules().get(id));
        }

        @Test
        void areListedAll() {
            for (int i = 0; i < 101; i++) {
                client.schedules().create("k" + i, spec);
            }
            assertThat(client.schedules().list())
                    .extracting(Schedule::deduplicationKey)
                    .hasSize(101)
                    .doesNotHaveDuplicates();
        }

        @Test
        void haveFiveFields() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScheduleSpec.of(TASK, "0 0 3 * * *"))
                    .withMessageContaining("6 fields");
        }
    }

    @Nested
    class LimitsThatAreCheckedBefore {
        @Test
        void eachSaysWhatToDo() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.trigger(TASK, payload("x".repeat(3 * 1024 * 1024)), TriggerOptions.none()))
                    .withMessageContaining("3145728")
                    .withMessageContaining("hand over its id");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TriggerOptions.builder().idempotencyKey("k".repeat(2_049)))
                    .withMessageContaining("SHA-256");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TriggerOptions.builder()
                            .tags(IntStream.range(0, 11).mapToObj(i -> "t" + i).toList()))
                    .withMessageContaining("at most 10");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TriggerOptions.builder().tags(List.of("t".repeat(129))))
                    .withMessageContaining("128");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TriggerOptions.builder().metadata(payload("x".repeat(256 * 1024))))
                    .withMessageContaining("metadata");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TriggerOptions.builder().maxDuration(Duration.ofSeconds(4)))
                    .withMessageContaining("PT5S");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Debounce.trailing("k".repeat(513), Duration.ofSeconds(1)))
                    .withMessageContaining("512");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Debounce.trailing("k", Duration.ofMillis(999)))
                    .withMessageContaining("PT1S");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TriggerOptions.builder().idempotencyKeyTtl(Duration.ofDays(31)))
                    .withMessageContaining("30 days");
            assertThatIllegalArgumentException().isThrownBy(() -> client.batchTrigger(List.of()));
            List<BatchItem> many = IntStream.range(0, 1_001)
                    .mapToObj(i -> BatchItem.of(TASK, payload("x")))
                    .toList();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.batchTrigger(many.subList(0, 501)))
                    .withMessageContaining("streamBatch");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.streamBatch(many, "k"))
                    .withMessageContaining("1000");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.trigger(" ", payload("x"), TriggerOptions.none()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.trigger("a\ud800", payload("x"), TriggerOptions.none()));
            assertThat(triggerDev.exchanges()).isEmpty();
        }

        @Test
        void whatIsJustWithinThemIsTaken() {
            ObjectNode largest = payload("x".repeat(3 * 1024 * 1024 - "{\"text\":\"\"}".length()));
            client.trigger(
                    TASK,
                    largest,
                    TriggerOptions.builder()
                            .idempotencyKey("k".repeat(2_048))
                            .tags(IntStream.range(0, 10)
                                    .mapToObj(i -> i + "t".repeat(127))
                                    .toList())
                            .build());
            assertThat(only().tags()).hasSize(10);
        }
    }

    @Nested
    class Repeating {
        @Test
        void aTriggerWhoseAnswerIsLostIsOneRun() {
            triggerDev.faults().next(Fault.dropAfterAccepting()).next(Fault.errorAfterAccepting());
            TriggeredRun run = trigger(TriggerOptions.builder());
            assertThat(run.id()).isEqualTo(only().id());
            assertThat(run.isCached()).as("it is this call's own run").isFalse();
            assertThat(triggerDev.exchanges())
                    .extracting(Exchange::requestKey)
                    .containsOnly(triggerDev.exchanges().get(0).requestKey());
        }

        @Test
        void twoCallsAreTwoRuns() {
            trigger(TriggerOptions.builder());
            trigger(TriggerOptions.builder());
            assertThat(triggerDev.runs()).hasSize(2);
        }

        @Test
        void waitsGrowAndEndAfterTheLastAttempt() {
            triggerDev.faults().always(Fault.unavailable(), request -> true);
            assertThatExceptionOfType(ServiceUnavailable.class)
                    .isThrownBy(() -> trigger(TriggerOptions.builder()))
                    .withMessageContaining("trigger the task 'kendall-job'")
                    .withMessageContaining("503");
            assertThat(triggerDev.exchanges()).hasSize(5);
            assertThat(pacer.waits()).hasSize(4);
            double expected = 1_000;
            for (Duration wait : pacer.waits()) {
                assertThat((double) wait.toMillis()).isBetween(expected * 0.7 - 5, expected * 1.3 + 5);
                expected *= 1.6;
            }
        }

        @Test
        void aRateLimitIsWaitedForUntilTheMomentThatTheServerNames() {
            triggerDev.faults().next(Fault.rateLimited(Duration.ofSeconds(17)));
            trigger(TriggerOptions.builder());
            assertThat(pacer.waits())
                    .singleElement()
                    .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(18)));
            assertThat(triggerDev.runs()).hasSize(1);
        }

        @Test
        void resetsAreMillisecondsAndRetryAfterIsSeconds() {
            triggerDev
                    .faults()
                    .next(Fault.error(429, "x")
                            .withHeader(
                                    "x-ratelimit-reset",
                                    Long.toString(START.plusSeconds(3).toEpochMilli())))
                    .next(Fault.error(503, "x").withHeader("Retry-After", "4"));
            trigger(TriggerOptions.builder());
            assertThat(pacer.waits())
                    .satisfiesExactly(
                            wait -> assertThat(wait).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4)),
                            wait -> assertThat(wait).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5)));
        }

        @Test
        void aResetThatHasPassedOrIsNonsenseIsNoReasonToHurry() {
            triggerDev
                    .faults()
                    .next(Fault.error(429, "x").withHeader("x-ratelimit-reset", "0"))
                    .next(Fault.error(429, "x").withHeader("x-ratelimit-reset", "soon"))
                    .next(Fault.error(429, "x").withHeader("Retry-After", "99999999999999999999"));
            trigger(TriggerOptions.builder());
            assertThat(pacer.waits())
                    .hasSize(3)
                    .allSatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofMillis(600)));
        }

        @Test
        void aWaitBeyondTheDeadlineIsToldAndNotWaitedFor() {
            triggerDev.faults().next(Fault.rateLimited(Duration.ofMinutes(10)));
            assertThatExceptionOfType(ServiceUnavailable.class)
                    .isThrownBy(() -> trigger(TriggerOptions.builder()))
                    .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
            assertThat(pacer.waits()).isEmpty();
        }

        @Test
        void theServersWordOnRepeatingGoesBefore() {
            triggerDev.faults().next(Fault.finalError());
            assertThatExceptionOfType(ServiceRefused.class).isThrownBy(() -> trigger(TriggerOptions.builder()));
            assertThat(triggerDev.exchanges()).hasSize(1);
            triggerDev.faults().next(Fault.error(400, "busy").withHeader("x-should-retry", "true"));
            trigger(TriggerOptions.builder());
            assertThat(triggerDev.runs()).hasSize(1);
        }

        @Test
        void whatTimesOutOrConflictsIsRepeatedAndWhatIsRefusedIsNot() {
            triggerDev.faults().next(Fault.error(408, "late")).next(Fault.error(409, "locked"));
            trigger(TriggerOptions.builder());
            assertThat(triggerDev.exchanges()).hasSize(3);
            for (int status : new int[] {400, 401, 403, 405, 413, 422}) {
                triggerDev.faults().next(Fault.error(status, "no"));
                assertThatExceptionOfType(ServiceRefused.class)
                        .isThrownBy(() -> trigger(TriggerOptions.builder()))
                        .withMessageContaining(String.valueOf(status));
            }
            assertThat(triggerDev.exchanges()).hasSize(9);
        }

        @Test
        void anAnswerThatComesTooLateIsRepeated() {
            TriggerDevClient hasty =
                    builder().requestTimeout(Duration.ofSeconds(1)).build();
            triggerDev.faults().next(Fault.delay(Duration.ofSeconds(20)));
            hasty.trigger(TASK, payload("x"), TriggerOptions.none());
            assertThat(triggerDev.runs()).hasSize(1);
            assertThat(pacer.waits()).hasSize(1);
        }

        @Test
        void aPolicyWithOneAttemptDoesNotRepeat() {
            TriggerDevClient once = builder().retries(RetryPolicy.none()).build();
            triggerDev.faults().next(Fault.unavailable());
            assertThatExceptionOfType(ServiceUnavailable.class)
                    .isThrownBy(() -> once.trigger(TASK, payload("x"), TriggerOptions.none()));
            assertThat(triggerDev.exchanges()).hasSize(1);
        }

        @Test
        void anInterruptEndsTheCall() {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(Cancelled.class).isThrownBy(() -> trigger(TriggerOptions.builder()));
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        }
    }

    @Nested
    class TheKey {
        @Test
        void standsInNoMessage() {
            String key = "tr_prod_a-wrong-key-that-nobody-may-see";
            TriggerDevClient wrong = TriggerDevClient.builder(() -> key)
                    .endpoint(URI.create(triggerDev.url() + "/"))
                    .build();
            assertThatExceptionOfType(ServiceRefused.class)
                    .isThrownBy(() -> wrong.trigger(TASK, payload("x"), TriggerOptions.none()))
                    .withMessageContaining("401")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(key));
            triggerDev.faults().next(Fault.error(403, "not with " + triggerDev.secretKey()));
            assertThatExceptionOfType(ServiceRefused.class)
                    .isThrownBy(() -> trigger(TriggerOptions.builder()))
                    .withMessageContaining("(the key)")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(triggerDev.secretKey()));
        }

        @Test
        void isAskedForEachTime() {
            List<String> keys = new ArrayList<>(List.of("wrong", triggerDev.secretKey()));
            TriggerDevClient rotating = TriggerDevClient.builder(() -> keys.get(0))
                    .endpoint(triggerDev.url())
                    .build();
            assertThatExceptionOfType(ServiceRefused.class)
                    .isThrownBy(() -> rotating.trigger(TASK, payload("x"), TriggerOptions.none()));
            keys.remove(0);
            rotating.trigger(TASK, payload("x"), TriggerOptions.none());
            assertThat(triggerDev.runs()).hasSize(1);
        }
    }
}
