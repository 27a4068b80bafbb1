package dev.kendall.cutover;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where reads of the other side happen: on threads of their own, behind a queue that takes no more than it holds. Thread-safe.
 *
 * <p>What a caller pays for a read that is compared is one step of a counter and one place in the queue. A side that hangs takes the threads,
 * until each is interrupted, then the queue, and then nothing more: further reads are not compared, and counted.
 */
final class Shadows implements AutoCloseable {
    /** The golden ratio's fraction: its multiples fall everywhere between 0 and 1, in no step with what callers repeat. */
    private static final double STEP = 0.618_033_988_749_894_9;

    private final CutoverOptions options;
    private final Counters counters;
    private final AtomicLong reads = new AtomicLong();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;
    private volatile @Nullable Comparing comparing;

    /** What is done with a read. */
    interface Comparing {
        /** Repeats it, and compares. */
        void compare(ShadowRead<?> read) throws Exception;
    }

    Shadows(CutoverOptions options, Counters counters) {
        this.options = options;
        this.counters = counters;
        this.threads = new ThreadPoolExecutor(
                options.shadowThreads(),
                options.shadowThreads(),
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(options.shadowQueue()),
                daemons("kendall-shadow-read"));
        this.threads.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("kendall-shadow-timer"));
        this.timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        this.timer.allowCoreThreadTimeOut(true);
        this.timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    void comparing(Comparing work) {
        comparing = work;
    }

    /** Takes some of the reads. Never waits, and never throws. */
    void offer(ShadowRead<?> read) {
        Comparing work = comparing;
        if (work != null && isSampled()) {
            submit(() -> work.compare(read));
        }
    }

    private boolean isSampled() {
        double rate = options.sampling();
        if (rate <= 0 || rate >= 1) {
            return rate >= 1;
        }
        double place = reads.incrementAndGet() * STEP;
        return place - Math.floor(place) < rate;
    }

    /** Work of a comparison. */
    interface Step {
        /** Does it. */
        void run() throws Exception;
    }

    /** Does a step when there is a thread for it; otherwise counts that it was dropped. */
    void submit(Step step) {
        try {
            threads.execute(new FutureTask<>(() -> limited(step), null));
        } catch (RejectedExecutionException e) {
            counters.add(Counters.DROPPED, 1);
        }
    }

    /** Does a step some time later, when there is a thread for it. */
    void submitLater(Duration delay, Step step) {
        if (delay.isZero()) {
            submit(step);
            return;
        }
        try {
            timer.schedule(() -> submit(step), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            counters.add(Counters.DROPPED, 1);
        }
    }

    private void limited(Step step) {
        Thread self = Thread.currentThread();
        Future<?> interrupt =
                timer.schedule(self::interrupt, options.shadowTimeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            step.run();
        } catch (Exception e) {
            counters.add(Counters.FAILED, 1);
        } finally {
            interrupt.cancel(false);
            // What came too late to be cancelled was meant for this step.
            Thread.interrupted();
        }
    }

    /** Whether nothing runs and nothing waits. */
    boolean isIdle() {
        return threads.getActiveCount() == 0
                && threads.getQueue().isEmpty()
                && timer.getQueue().isEmpty();
    }

    /** Lets go of what waits, and interrupts what runs. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
