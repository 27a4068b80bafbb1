package dev.kendall.examples.ideas;

import dev.kendall.job.CronSchedule;
import dev.kendall.job.Debounce;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobStatus;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.job.worker.RecurringJob;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Work that is done after the answer, once. */
public final class DoItLater {
    private DoItLater() {}

    // region handler
    static final class Greeting implements JobHandler {
        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public String run(JobContext context) {
            UserId user = Objects.requireNonNull(context.job().user());
            context.complete(tx -> {
                tx.memories().add(user, NewMemory.fact("greeted", context.job().payload()));
                return "greeted";
            });
            return "";
        }
    }
    // endregion

    /** Runs it. */
    public static void main(String[] args) {
        try (InMemoryStorage storage = InMemoryStorage.create()) {
            run(storage, System.out);
        }
    }

    static void run(TransactionalStorage storage, PrintStream out) {
        JobQueue jobs = storage.jobs();
        UserId user = UserId.of("u-42");
        // region enqueue
        jobs.enqueue(JobRequest.of("greeting")
                .withUser(user)
                .withKey("web-7")
                .withPayload("{\"thread\":\"web-7\"}")
                .withDebounce(Debounce.of(Duration.ofMillis(50))));
        // endregion
        // region worker
        JobWorkerOptions options = JobWorkerOptions.builder()
                .handler(new Greeting())
                .recurring(new RecurringJob(
                        "good morning",
                        CronSchedule.of("0 8 * * 1-5", ZoneId.of("Europe/Berlin")),
                        JobRequest.of("greeting").withUser(user)))
                .pollInterval(Duration.ofMillis(100))
                .build();
        // endregion
        try (JobWorker worker = JobWorker.start(storage, options)) {
            while (worker.report().succeeded() == 0) {
                LockSupport.parkNanos(10_000_000);
            }
            worker.drain(Duration.ofSeconds(10));
        }
        jobs.list(JobFilter.of(JobStatus.SUCCEEDED), PageRequest.first(10))
                .items()
                .forEach(job -> out.println(job.handler() + ": " + job.output()));
    }
}
