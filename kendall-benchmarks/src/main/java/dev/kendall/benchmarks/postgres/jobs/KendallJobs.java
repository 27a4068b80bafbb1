package dev.kendall.benchmarks.postgres.jobs;

import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.job.JobRequest;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.store.postgres.PostgresStorage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Kendall's queue and worker. */
final class KendallJobs implements JobWay {
    static final String NAME = "Kendall";
    static final String HANDLER = "measured";

    private final MeasuredDatabase database;
    private final PostgresStorage storage;

    KendallJobs(MeasuredDatabase database, PostgresStorage storage) {
        this.database = database;
        this.storage = storage;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What {@link dev.kendall.job.JobQueue#enqueue} stores, without a statement for each. */
    @Override
    public void fill(int jobs) throws SQLException {
        database.run(
                "truncate kendall.jobs cascade",
                "insert into kendall.jobs (job_id, handler, payload, status, enqueued_at, due_at, latest_at, ready_at)"
                        + " select gen_random_uuid(), '" + HANDLER
                        + "', 'payload', 'WAITING', now(), now(), now(), now()"
                        + " from generate_series(1, " + jobs + ")");
    }

    @Override
    public void run(int threads, CountDownLatch done) throws Exception {
        JobWorkerOptions options = JobWorkerOptions.builder()
                .handler(handler(done::countDown))
                .concurrency(threads)
                .prefetch(100)
                .build();
        try (JobWorker worker = JobWorker.start(storage, options)) {
            done.await();
            worker.drain(Duration.ofMinutes(1));
        }
    }

    static JobHandler handler(Runnable work) {
        return new JobHandler() {
            @Override
            public String name() {
                return HANDLER;
            }

            @Override
            public @Nullable String run(JobContext context) {
                work.run();
                return null;
            }
        };
    }

    static JobRequest request() {
        return JobRequest.of(HANDLER).withPayload("payload");
    }
}
