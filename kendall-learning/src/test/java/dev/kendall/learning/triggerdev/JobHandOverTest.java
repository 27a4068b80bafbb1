package dev.kendall.learning.triggerdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.failure.NotFound;
import dev.kendall.testkit.TestClock;
import dev.kendall.testkit.triggerdev.FakeRun;
import dev.kendall.testkit.triggerdev.FakeTask;
import dev.kendall.testkit.triggerdev.FakeTriggerDev;
import dev.kendall.testkit.triggerdev.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handed over, run there, called back here: the whole way, over HTTP. */
class JobHandOverTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ALERT_SECRET = "secret-of-the-webhook";

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final FakeTriggerDev triggerDev = FakeTriggerDev.start().clock(clock);
    private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final TriggerDevClient client = TriggerDevClient.builder(triggerDev::secretKey)
            .endpoint(triggerDev.url())
            .clock(clock)
            .pacer(new VirtualPacer(clock))
            .build();
    private final JobHandOver handOver = JobHandOver.to(client);
    private CallbackServer server;

    @BeforeEach
    void open() throws IOException {
        JobCallback jobs = JobCallback.builder(SECRET)
                .clock(clock)
                .handler(
                        "learn",
                        (job, attempt) -> ran.add(job.payload().path("thread").asText() + " " + attempt))
                .handler("nightly", (job, attempt) -> ran.add(job.id() + " " + job.payload()))
                .handler("flaky", (job, attempt) -> {
                    ran.add("flaky " + attempt);
                    if (attempt < 3) {
                        throw new IOException("down");
                    }
                })
                .handler("gone", (job, attempt) -> {
                    ran.add("gone " + attempt);
                    throw new NotFound("the thread is not there");
                })
                .build();
        server = new CallbackServer(
                jobs,
                AlertReceiver.builder(ALERT_SECRET, alerts::add).clock(clock).build());
        triggerDev.deploy(JobHandOver.TASK, FakeTask.callback(server.jobs(), SECRET, clock));
        triggerDev.deploy(JobHandOver.SCHEDULED_TASK, FakeTask.callback(server.jobs(), SECRET, clock));
        triggerDev.alerts(server.alerts(), ALERT_SECRET);
    }

    @AfterEach
    void close() {
        server.close();
        triggerDev.close();
    }

    private static HandedJob job(String id, String name) {
        return new HandedJob(id, name, Json.object().put("thread", "t-" + id));
    }

    private FakeRun run() {
        return triggerDev.runs().get(0);
    }

    @Test
    void aJobIsDoneHere() throws InterruptedException {
        handOver.submit(job("1", "learn"));
        assertThat(triggerDev.work()).isEqualTo(1);
        assertThat(ran).containsExactly("t-1 1");
        assertThat(run().status()).isEqualTo("COMPLETED");
    }

    @Test
    void aJobThatIsHandedOverTwiceIsOneRun() throws InterruptedException {
        TriggeredRun first = handOver.submit(job("1", "learn"));
        TriggeredRun second = handOver.submit(job("1", "learn"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.isCached()).isTrue();
        triggerDev.work();
        assertThat(ran).hasSize(1);
    }

    @Test
    void aJobWhoseRunIsPlayedAgainIsNotDoneAgain() throws InterruptedException {
        TriggeredRun run = handOver.submit(job("1", "learn"));
        triggerDev.work();
        client.runs().replay(run.id());
        triggerDev.work();
        assertThat(triggerDev.runs()).extracting(FakeRun::status).containsExactly("COMPLETED", "COMPLETED");
        assertThat(ran).hasSize(1);
    }

    @Test
    void aJobThatFailsIsTriedAgain() throws InterruptedException {
        handOver.submit(job("1", "flaky"));
        for (int i = 0; i < 5; i++) {
            triggerDev.work();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(ran).containsExactly("flaky 1", "flaky 2", "flaky 3");
        assertThat(run().status()).isEqualTo("COMPLETED");
        assertThat(alerts).isEmpty();
    }

    @Test
    void aJobThatCannotSucceedIsTriedOnceAndAnAlertTellsOfIt() throws InterruptedException {
        handOver.submit(
                job("1", "gone"), TriggerOptions.builder().tags(List.of("u-42")).build());
        triggerDev.work();
        clock.advance(Duration.ofMinutes(1));
        assertThat(triggerDev.work()).isZero();
        assertThat(ran).containsExactly("gone 1");
        assertThat(run().status()).isEqualTo("FAILED");
        assertThat(alerts).singleElement().isInstanceOfSatisfying(Alert.RunFailed.class, alert -> {
            assertThat(alert.idempotencyKey()).isEqualTo("1");
            assertThat(alert.tags()).containsExactly("u-42");
            assertThat(alert.error()).contains("422").doesNotContain("the thread is not there");
        });
    }

    @Test
    void aJobWithoutAHandlerWaitsForOne() throws InterruptedException {
        handOver.submit(job("1", "unknown"));
        triggerDev.work();
        assertThat(run().status()).isEqualTo("QUEUED");
        assertThat(run().error()).contains("404");
    }

    @Test
    void aHundredJobsAreDoneOnceAlthoughTheAnswersAreLost() throws InterruptedException {
        List<HandedJob> jobs =
                IntStream.range(0, 100).mapToObj(i -> job("j" + i, "learn")).toList();
        triggerDev.faults().next(2, Fault.dropAfterAccepting(), request -> request.isTo("/batch"));
        TriggeredBatch batch = handOver.submitAll(jobs, TriggerOptions.none());
        assertThat(batch.runCount()).isEqualTo(100);
        triggerDev.work();
        assertThat(triggerDev.runs()).hasSize(100);
        assertThat(ran).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aJobOfAScheduleIsDoneEachTime() throws InterruptedException {
        ScheduleSpec spec =
                ScheduleSpec.of(JobHandOver.SCHEDULED_TASK, "0 3 * * *").withExternalId("nightly");
        String id = client.schedules().create("nightly", spec).id();
        triggerDev.fire(id);
        triggerDev.work();
        clock.advance(Duration.ofDays(1));
        triggerDev.fire(id);
        triggerDev.work();
        assertThat(ran)
                .containsExactly(
                        id
                                + " 2026-03-02T12:00:00.000Z {\"scheduledAt\":\"2026-03-02T12:00:00.000Z\",\"timezone\":\"UTC\"}",
                        id
                                + " 2026-03-03T12:00:00.000Z {\"scheduledAt\":\"2026-03-03T12:00:00.000Z\",\"timezone\":\"UTC\"}");
    }

    @Test
    void jobsShareNoIdempotencyKey() {
        TriggerOptions options = TriggerOptions.builder().idempotencyKey("k").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handOver.submitAll(List.of(job("1", "learn")), options))
                .withMessageContaining("each job's id is its key");
    }
}
