package dev.kendall.job.worker;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobLeases;
import dev.kendall.storage.TransactionalStorage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs of a storage in the background. Thread-safe; any number of workers on any number of machines share the work.
 *
 * <pre>{@code
 * try (JobWorker worker = JobWorker.start(storage, JobWorkerOptions.builder().handler(new Reminding()).build())) { … }
 * }</pre>
 *
 * <p>It takes what is due, runs it on threads of its own, and says four times in each lease that it is alive, also after a failure and when its clock
 * is put back. (WORK-7) When it dies, its jobs are taken by others once its leases have run out. Jobs that fail are tried again as their handler says; in the end they are dead letters, which stay in the queue.
 * What its executor refuses, or no thread has come to within a lease, is given back as if it had not been tried. (WORK-5) A handler that pays no heed
 * to being stopped keeps its thread, so that the worker takes less, or nothing more, until it ends. (WORK-6)
 */
public final class JobWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** How often jobs that take too long are looked for. */
    private static final Duration TICK = Duration.ofMillis(500);

    /** When jobs are looked for again after a failure, however seldom they are looked for otherwise. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final JobWorkerOptions options;
    private final JobLeases leases;
    private final Running running;
    private final Trying trying;
    private final Recurring recurring;
    /** Held while jobs are taken, so that who pauses it knows that none is on its way. */
    private final ReentrantLock claiming = new ReentrantLock();

    private final Wakeups wakeups = new Wakeups();
    private final Wakeups ticks = new Wakeups();
    private JobLeases.@Nullable Listening listening;
    private @Nullable ExecutorService ownThreads;
    private @Nullable Thread taking;
    private @Nullable Thread keeping;
    private volatile boolean paused;
    private volatile boolean closed;

    private JobWorker(TransactionalStorage storage, JobWorkerOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        this.leases = storage.jobs().leases();
        this.running = new Running(leases, options);
        this.trying = new Trying(storage, options, running);
        this.recurring = new Recurring(storage.jobs(), options);
    }

    /** Starts a worker. */
    public static JobWorker start(TransactionalStorage storage, JobWorkerOptions options) {
        JobWorker worker = new JobWorker(storage, options);
        worker.begin();
        return worker;
    }

    /** A worker that works only when {@link #runDue} is called: for tests, and for hosts that have a timer of their own. */
    public static JobWorker of(TransactionalStorage storage, JobWorkerOptions options) {
        return new JobWorker(storage, options);
    }

    private void begin() {
        Executor executor = options.executor();
        if (executor == null) {
            ownThreads = Executors.newFixedThreadPool(options.concurrency(), task -> daemon(task, "kendall-job"));
            executor = ownThreads;
        }
        Executor threads = executor;
        Duration soon = shorter(SOON, options.pollInterval());
        taking = daemon(() -> repeat("taking jobs", () -> take(threads), soon, wakeups), "kendall-jobs");
        keeping = daemon(() -> repeat("keeping leases", this::keep, tick(), ticks), "kendall-job-leases");
        listening = leases.listen(wakeups::wake);
        taking.start();
        keeping.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One turn of a loop: how long to wait before the next. */
    private interface Step {
        Duration run();
    }

    private void repeat(String doing, Step step, Duration afterFailure, Wakeups alarm) {
        try {
            while (!closed) {
                Duration wait = afterFailure;
                try {
                    wait = step.run();
                } catch (Cancelled e) {
                    throw e;
                } catch (KendallException e) {
                    LOG.warn("worker {}: {} goes on later: {}", options.name(), doing, e.getMessage());
                } catch (RuntimeException e) {
                    if (!closed) {
                        LOG.error("worker {}: {} failed, and goes on later", options.name(), doing, e);
                    }
                }
                alarm.await(wait);
            }
        } catch (Cancelled e) {
            LOG.debug("worker {}: {} ends", options.name(), doing);
        }
    }

    /** Takes as many jobs as there is room for. */
    private Duration take(Executor threads) {
        claiming.lock();
        try {
            return paused ? options.pollInterval() : takeUnpaused(threads);
        } finally {
            claiming.unlock();
        }
    }

    private Duration takeUnpaused(Executor threads) {
        recurring.ask();
        int room = Math.min(1_000, options.concurrency() + options.prefetch() - running.places());
        if (room <= 0) {
            return options.pollInterval();
        }
        List<JobLease> taken = leases.claim(claim(room));
        int enough = Math.max(options.concurrency() - 1, options.prefetch() / 2);
        for (int next = 0; next < taken.size(); next++) {
            if (!isBegun(taken.get(next), threads, enough)) {
                taken.subList(next, taken.size()).forEach(running::giveBack);
                return options.pollInterval();
            }
        }
        // When it is full, the end of a job wakes it. When not, more may be due behind jobs whose concurrency key is
        // taken.
        boolean mayBeMore = !taken.isEmpty() && taken.size() < room;
        return mayBeMore ? Duration.ZERO : options.pollInterval();
    }

    /** Hands a job to the executor; whether that took it: one that is full, or shut down, does not. */
    private boolean isBegun(JobLease lease, Executor threads, int enough) {
        RunningJob job = running.add(lease);
        try {
            threads.execute(() -> {
                trying.run(job);
                if (running.places() <= enough) {
                    wakeups.wake();
                }
            });
            return true;
        } catch (RuntimeException | Error e) {
            running.remove(job);
            LOG.warn("worker {}: its executor refuses jobs, which are given back: {}", options.name(), e.toString());
            return false;
        }
    }

    private JobClaim claim(int limit) {
        return new JobClaim(options.name(), options.handlers().keySet(), limit, options.lease(), options.mostRunning());
    }

    /** Keeps what it has, and stops what should not go on. */
    private Duration keep() {
        running.keep();
        return tick();
    }

    private Duration tick() {
        return shorter(TICK, options.heartbeat());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Does everything that is due, one job after the other on the calling thread, until nothing is. Leases are not prolonged meanwhile.
     *
     * @return how many tries were made
     * @throws StorageUnavailable when the storage cannot be reached
     * @throws Cancelled when the thread is interrupted
     */
    public int runDue() {
        checkOpen();
        recurring.ask();
        int tries = 0;
        for (List<JobLease> taken = leases.claim(claim(1)); !taken.isEmpty(); taken = leases.claim(claim(1))) {
            for (JobLease lease : taken) {
                trying.run(running.add(lease));
                tries++;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new Cancelled("interrupted after " + tries + " jobs", null);
            }
        }
        return tries;
    }

    /**
     * Does one job now, whether it is due or not, on the calling thread: for hosts that are told by something else when. Its lease is not prolonged
     * meanwhile. May be called by several threads at once.
     *
     * @return whether a try was made: it waited, to begin or to begin again, and neither its concurrency key nor the limit over all workers was in its way
     * @throws StorageUnavailable when the storage cannot be reached
     */
    public boolean run(JobId id) {
        checkOpen();
        List<JobLease> taken = leases.claim(claim(1).withOnly(id));
        taken.forEach(lease -> trying.run(running.add(lease)));
        return !taken.isEmpty();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this worker is closed");
        }
    }

    /** Takes no more jobs until {@link #resume}; those that it has go on. A job that is just being taken is waited for. */
    public void pause() {
        claiming.lock();
        try {
            paused = true;
        } finally {
            claiming.unlock();
        }
    }

    /** Takes jobs again. */
    public void resume() {
        paused = false;
        wakeups.wake();
    }

    /** Looks for jobs now, and not only when the poll interval is over: for hosts that have just committed one in a transaction of their own. */
    public void wake() {
        wakeups.wake();
    }

    /**
     * Takes no more jobs, and waits for those that it has: before a host stops.
     *
     * @return whether all have ended in time
     * @throws Cancelled when the thread is interrupted
     */
    public boolean drain(Duration limit) {
        pause();
        return running.awaitNone(limit);
    }

    /** What it has done. */
    public JobReport report() {
        return trying.report();
    }

    /**
     * Stops working. Jobs that run are interrupted, given back as if they had not been tried, and waited for, at most 10 seconds; one that pays no
     * heed is left to others when its lease has run out. For a gentler end, {@link #drain} before. Closing again does nothing.
     */
    @Override
    public void close() {
        closed = true;
        if (listening != null) {
            listening.close();
        }
        wakeups.wake();
        join(taking);
        running.stopAll();
        try {
            if (!running.awaitNone(CLOSING)) {
                LOG.warn(
                        "worker {} was closed with {} jobs that pay no heed to interrupts",
                        options.name(),
                        running.count());
            }
        } catch (Cancelled e) {
            Thread.currentThread().interrupt();
        }
        ticks.wake();
        join(keeping);
        if (ownThreads != null) {
            ownThreads.shutdownNow();
        }
    }

    private void join(@Nullable Thread thread) {
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
