package dev.kendall.learning.triggerdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.failure.NotFound;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.job.worker.RetryPolicy;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.testkit.triggerdev.FakeRun;
import dev.kendall.testkit.triggerdev.FakeTask;
import dev.kendall.testkit.triggerdev.FakeTriggerDev;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same handlers for the host's workers and for Trigger.dev, over HTTP. */
class QueuedJobsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final UserId ANNA = UserId.of("anna");

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final FakeTriggerDev triggerDev = FakeTriggerDev.start().clock(clock);
    private final AtomicInteger failures = new AtomicInteger();
    private final JobHandOver handOver = JobHandOver.to(TriggerDevClient.builder(triggerDev::secretKey)
            .endpoint(triggerDev.url())
            .clock(clock)
            .pacer(new VirtualPacer(clock))
            .build());
    private final JobWorkerOptions options = JobWorkerOptions.builder()
            .handler(new Greeting())
            .lease(Duration.ofMinutes(5))
            .clock(clock)
            .build();
    private CallbackServer server;

    /** Fails as often as it is told to; what it stores is stored with the end of the job. */
    private final class Greeting implements JobHandler {
        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public RetryPolicy retries() {
            return new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1));
        }

        @Override
        public @Nullable String run(JobContext context) throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new IOException("down");
            }
            UserId user = Objects.requireNonNull(context.job().user());
            context.complete(tx -> {
                tx.memories().add(user, NewMemory.fact("greeted", context.job().payload()));
                return "greeted";
            });
            return null;
        }
    }

    @BeforeEach
    void open() throws IOException {
        JobCallback callback = JobCallback.builder(SECRET)
                .clock(clock)
                .handlers(QueuedJobs.of(storage, options))
                .build();
        server = new CallbackServer(callback, callback);
        triggerDev.deploy(JobHandOver.TASK, FakeTask.callback(server.jobs(), SECRET, clock));
    }

    @AfterEach
    void close() {
        server.close();
        triggerDev.close();
        storage.close();
    }

    private JobReceipt ask() {
        JobReceipt receipt = storage.inTransaction(tx -> tx.jobs()
                .enqueue(JobRequest.of("greeting")
                        .withUser(ANNA)
                        .withPayload("in the morning")
                        .withDelay(Duration.ofDays(1))));
        handOver.submit(QueuedJobs.handed(receipt.id(), "greeting"));
        return receipt;
    }

    private void work(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            triggerDev.work();
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private List<String> greeted() {
        return storage.memories().list(ANNA, MemoryFilter.current(), PageRequest.first(10)).items().stream()
                .map(Memory::value)
                .toList();
    }

    private JobStatus status(JobReceipt receipt) {
        return storage.jobs().find(receipt.id()).orElseThrow().status();
    }

    private String runStatus() {
        return triggerDev.runs().get(0).status();
    }

    @Test
    void aJobOfTheQueueIsDoneWhenTriggerDevSaysSo() throws InterruptedException {
        JobReceipt receipt = ask();
        work(1);
        assertThat(greeted()).containsExactly("in the morning");
        assertThat(status(receipt)).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(storage.jobs().find(receipt.id()).orElseThrow().output()).isEqualTo("greeted");
        assertThat(runStatus()).isEqualTo("COMPLETED");
    }

    @Test
    void nothingOfTheUserOrThePayloadIsHandedOver() {
        ask();
        assertThat(triggerDev.runs())
                .extracting(FakeRun::payload)
                .singleElement()
                .satisfies(payload ->
                        assertThat(payload.toString()).contains("greeting").doesNotContain("anna", "morning"));
    }

    @Test
    void aJobThatFailsIsTriedAgainAsTriggerDevSays() throws InterruptedException {
        failures.set(2);
        JobReceipt receipt = ask();
        work(5);
        assertThat(greeted()).hasSize(1);
        assertThat(runStatus()).isEqualTo("COMPLETED");
        assertThat(storage.jobs().find(receipt.id()).orElseThrow().runs())
                .extracting(JobRun::result)
                .containsExactly(JobRun.Result.FAILED, JobRun.Result.FAILED, JobRun.Result.SUCCEEDED);
    }

    @Test
    void aDeadLetterFailsTheRunForGoodAndIsReplayedWithIt() throws InterruptedException {
        failures.set(3);
        JobReceipt receipt = ask();
        work(6);
        assertThat(status(receipt)).isEqualTo(JobStatus.DEAD);
        assertThat(runStatus()).isEqualTo("FAILED");
        assertThat(greeted()).isEmpty();
        TriggerDevClient client = TriggerDevClient.builder(triggerDev::secretKey)
                .endpoint(triggerDev.url())
                .clock(clock)
                .pacer(new VirtualPacer(clock))
                .build();
        client.runs().replay(triggerDev.runs().get(0).id());
        work(2);
        assertThat(status(receipt)).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(greeted()).hasSize(1);
    }

    @Test
    void whatTheHostsOwnWorkerDidIsNotDoneAgain() throws InterruptedException {
        JobReceipt receipt = ask();
        clock.advance(Duration.ofDays(1));
        try (JobWorker worker = JobWorker.of(storage, options)) {
            assertThat(worker.runDue()).isEqualTo(1);
        }
        work(2);
        assertThat(greeted()).hasSize(1);
        assertThat(status(receipt)).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(runStatus()).isEqualTo("COMPLETED");
    }

    @Test
    void aJobThatWasCalledOffEndsTheRun() throws InterruptedException {
        JobReceipt receipt = ask();
        storage.jobs().cancel(receipt.id());
        work(3);
        assertThat(runStatus()).isEqualTo("FAILED");
        assertThat(greeted()).isEmpty();
    }

    @Test
    void anIdThatIsNoneOfTheQueueIsRefusedForGood() {
        CallbackHandler queued =
                Objects.requireNonNull(QueuedJobs.of(storage, options).get("greeting"));
        for (String id : List.of("learn web-7 42", "0198a000-0000-7000-8000-000000000000")) {
            assertThatThrownBy(() -> queued.run(new HandedJob(id, "greeting", Json.object()), 1))
                    .isInstanceOf(NotFound.class)
                    .hasMessageContaining(id);
        }
        assertThat(storage.jobs().list(JobFilter.all(), PageRequest.first(10)).items())
                .isEmpty();
    }
}
