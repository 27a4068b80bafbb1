package dev.kendall.learning;

import dev.kendall.Kendall;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.storage.TransactionalStorage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns in the background from what users say: facts about them and the people around them become memories, what they do again and again becomes
 * patterns. A user never waits for it: a completed turn leaves an entry in the outbox, which costs nothing more, and durable jobs do the rest once the
 * thread has gone quiet. Any number of nodes may run a loop on one storage. Thread-safe.
 *
 * <pre>{@code
 * try (Kendall kendall = Kendall.open(storage, embeddingModel);
 *         LearningLoop learning = LearningLoop.start(kendall, LearningOptions.defaults())) {
 *     …
 * }
 * }</pre>
 *
 * <p>Everything that is learned cites the messages that say so. Nothing is learned from what the assistant says, nor from what a prompt recalled. A
 * message that is stored with an earlier time than one of its thread that was learned from already is learned from when a completed turn stored it; one
 * that was stored otherwise is not. One that is dated in the future is learned from when its time has come.
 */
public final class LearningLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearningLoop.class);

    private final LearningOptions options;
    private final Tally tally = new Tally();
    private final Handover handover;
    private final JobWorker worker;
    private final DailyAnalytics analytics;
    private final ExecutorService extractorThreads;
    private final @Nullable ScheduledExecutorService timer;

    private LearningLoop(Kendall kendall, LearningOptions options, boolean started) {
        if (!(kendall.storage() instanceof TransactionalStorage storage)) {
            throw new IllegalArgumentException("learning needs a storage with transactions; "
                    + kendall.storage().getClass().getSimpleName()
                    + " has none. Learn where the users are stored on PostgreSQL or in memory");
        }
        this.options = options;
        this.extractorThreads = Executors.newCachedThreadPool(task -> daemon(task, "kendall-extractor"));
        this.handover = new Handover(storage, options, tally);
        this.analytics = DailyAnalytics.of(storage, options);
        JobWorkerOptions working = JobWorkerOptions.builder()
                .name("learning")
                .handler(new CatchUp(storage, options))
                .handler(new LearnThread(storage, options, extractorThreads, tally))
                .handler(new LearnPatterns(storage, options, extractorThreads, tally))
                .handler(new NightRound(storage, options, tally))
                .handler(new CleanUp(options, tally))
                .recurring(NightRound.hourly())
                .concurrency(options.concurrency())
                .pollInterval(options.pollInterval())
                .clock(options.clock())
                .build();
        if (started) {
            this.worker = JobWorker.start(storage, working);
            this.timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "kendall-learning"));
            long millis = options.pollInterval().toMillis();
            timer.scheduleWithFixedDelay(this::handOver, 0, millis, TimeUnit.MILLISECONDS);
        } else {
            this.worker = JobWorker.of(storage, working);
            this.timer = null;
        }
    }

    /**
     * Starts learning in the background.
     *
     * @throws IllegalArgumentException when the storage has no transactions
     */
    public static LearningLoop start(Kendall kendall, LearningOptions options) {
        return new LearningLoop(kendall, options, true);
    }

    /**
     * A loop that learns only when {@link #runOnce} is called: for tests, and for hosts with a timer of their own.
     *
     * @throws IllegalArgumentException when the storage has no transactions
     */
    public static LearningLoop of(Kendall kendall, LearningOptions options) {
        return new LearningLoop(kendall, options, false);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void handOver() {
        try {
            handover.run();
        } catch (Cancelled e) {
            LOG.debug("handing over ends");
        } catch (KendallException e) {
            LOG.warn("completed turns are handed over later: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("completed turns could not be handed over; it is tried again", e);
        }
    }

    /**
     * Hands over completed turns and does every job that is due, on the calling thread.
     *
     * @return how many tries of jobs were made
     * @throws dev.kendall.failure.StorageUnavailable when the storage cannot be reached
     */
    public int runOnce() {
        handover.run();
        return worker.runDue();
    }

    /**
     * Asks for everything that was stored and not learned from yet, of all users, due at once: after a migration, and for users who were there before
     * learning was switched on. It is learned in the background, or by {@link #runOnce}.
     *
     * @return the number of threads with something to learn from
     */
    public long catchUp() {
        return handover.catchUp();
    }

    /** What happened on each day, over all users and loops; the nights count the last days by themselves. */
    public DailyAnalytics analytics() {
        return analytics;
    }

    /** What this loop has done since it was made. */
    public LearningReport report() {
        return tally.report();
    }

    /** Stops learning: jobs that run are interrupted and left to the next loop. The storage stays open. Closing again does nothing. */
    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        worker.close();
        extractorThreads.shutdownNow();
    }

    @Override
    public String toString() {
        return "LearningLoop[" + options.concurrency() + " at once]";
    }
}
