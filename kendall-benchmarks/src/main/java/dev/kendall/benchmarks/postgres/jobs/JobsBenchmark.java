package dev.kendall.benchmarks.postgres.jobs;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.store.postgres.PostgresStorage;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Jobs that do nothing, done by Kendall's worker, by a bare loop and by db-scheduler on the same server. The ways take turns, another one first each
 * round, and a round before that warms up. Then single jobs, asked for while a worker has nothing to do.
 *
 * @param jobs how many each way does in a round
 * @param rounds how often
 * @param pickUps how many single jobs
 */
record JobsBenchmark(int jobs, int rounds, int pickUps, Consumer<String> progress) {
    private static final int THREADS = 8;
    private static final int CONNECTIONS = 12;

    /**
     * Starts a server and measures.
     *
     * @throws Exception when the database refuses something
     */
    JobsResults run(Environment environment) throws Exception {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start()) {
            MeasuredDatabase database = server.database();
            try (HikariDataSource pool = database.pool(CONNECTIONS);
                    PostgresStorage storage = PostgresStorage.open(pool)) {
                List<JobWay> ways = List.of(
                        new BareLoop(pool),
                        new KendallJobs(database, storage),
                        new DbSchedulerJobs(pool, false),
                        new DbSchedulerJobs(pool, true));
                Map<String, List<Double>> rates = compare(ways, database);
                Map<String, Times> latencies = new LinkedHashMap<>();
                latencies.put("the same process", pickUp(storage, storage));
                try (PostgresStorage other = PostgresStorage.open(pool)) {
                    latencies.put("another process", pickUp(storage, other));
                }
                return new JobsResults(started, environment, server.described(), jobs, THREADS, rates, latencies);
            }
        }
    }

    private Map<String, List<Double>> compare(List<JobWay> ways, MeasuredDatabase database) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        ways.forEach(way -> rates.put(way.name(), new ArrayList<>()));
        List<JobWay> order = new ArrayList<>(ways);
        for (int round = 0; round <= rounds; round++) {
            for (JobWay way : order) {
                way.fill(jobs);
                database.settle();
                double rate = rate(way);
                progress.accept("  " + way.name() + ": " + Numbers.grouped(rate) + " jobs a second");
                if (round > 0) {
                    rates.get(way.name()).add(rate);
                }
            }
            order.add(order.remove(0));
        }
        return rates;
    }

    /** Until the last job's work; what ends it comes a moment later, as with each way. */
    private double rate(JobWay way) throws Exception {
        CountDownLatch done = new CountDownLatch(jobs);
        long[] end = new long[1];
        Thread watching = new Thread(() -> {
            try {
                done.await();
                end[0] = System.nanoTime();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watching.start();
        long start = System.nanoTime();
        way.run(THREADS, done);
        watching.join();
        return jobs / ((end[0] - start) / 1e9);
    }

    /** Through {@code asking}, whose commits the worker of {@code working} hears of only when the two are one. */
    private Times pickUp(PostgresStorage working, PostgresStorage asking) throws InterruptedException {
        BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
        JobWorkerOptions options = JobWorkerOptions.builder()
                .handler(KendallJobs.handler(() -> begun.add(System.nanoTime())))
                .build();
        Random random = new Random(1);
        long[] nanos = new long[pickUps];
        try (JobWorker worker = JobWorker.start(working, options)) {
            for (int i = 0; i < pickUps; i++) {
                LockSupport.parkNanos(random.nextLong(5_000_000, 1_000_000_000));
                long asked = System.nanoTime();
                asking.jobs().enqueue(KendallJobs.request());
                nanos[i] = begun.take() - asked;
            }
            progress.accept("  picked up " + worker.report().succeeded() + " jobs");
        }
        return Times.of(List.of(nanos));
    }
}
