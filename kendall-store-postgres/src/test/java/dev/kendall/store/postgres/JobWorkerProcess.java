package dev.kendall.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.job.worker.RetryPolicy;
import dev.kendall.memory.NewMemory;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A worker in a process of its own, which works until it is killed or its input ends. */
final class JobWorkerProcess {
    static final String HANDLER = "effect";
    static final Duration LEASE = Duration.ofSeconds(2);

    private JobWorkerProcess() {}

    /** The effect of a job is a memory under its id. Work takes a while before, in the middle and after, to be killed in. */
    private static final class Effect implements JobHandler {
        @Override
        public String name() {
            return HANDLER;
        }

        @Override
        public RetryPolicy retries() {
            return new RetryPolicy(100, Duration.ofMillis(10), Duration.ofMillis(100));
        }

        @Override
        public String run(JobContext context) {
            UserId user = Objects.requireNonNull(context.job().user());
            linger();
            context.complete(tx -> {
                tx.memories().add(user, NewMemory.fact(context.job().id().toString(), "done"));
                linger();
                return "done";
            });
            return "";
        }

        private static void linger() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(5_000_000));
        }
    }

    public static void main(String[] arguments) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(6);
        JobWorkerOptions options = JobWorkerOptions.builder()
                .name(arguments[3])
                .handler(new Effect())
                .concurrency(4)
                .prefetch(8)
                .lease(LEASE)
                .pollInterval(Duration.ofMillis(50))
                .build();
        try (HikariDataSource pool = new HikariDataSource(config);
                PostgresStorage storage = PostgresStorage.open(pool);
                JobWorker worker = JobWorker.start(storage, options)) {
            while (System.in.read() >= 0) {
                worker.wake();
            }
        }
    }
}
