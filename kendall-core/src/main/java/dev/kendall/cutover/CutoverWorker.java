package dev.kendall.cutover;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does in the background of a cutover: copies what is owed, sweeps, backfills, tells what it counted, and notes when all users have
 * moved. Any number of workers share the work; each write of its own node wakes it.
 *
 * <pre>{@code
 * try (CutoverWorker worker = CutoverWorker.start(storage)) { … }
 * }</pre>
 */
public final class CutoverWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CutoverWorker.class);
    private static final long CLOSING_SECONDS = 5;
    /** Where more is written than can be copied, copying never ends, and the rest must not wait for it. */
    private static final Duration COPYING = Duration.ofSeconds(5);

    private final DualWriteStorage storage;
    private final Node node;
    private final Backfill backfill;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;

    private CutoverWorker(DualWriteStorage storage) {
        this.storage = storage;
        this.node = storage.node();
        this.backfill = new Backfill(node);
        this.thread = new Thread(this::loop, "kendall-cutover-worker");
        this.thread.setDaemon(true);
    }

    /** Starts a worker on a thread of its own. */
    public static CutoverWorker start(DualWriteStorage storage) {
        CutoverWorker worker = new CutoverWorker(storage);
        worker.thread.start();
        return worker;
    }

    /** A worker that works only when {@link #runOnce} is called, for hosts that have a timer of their own. */
    public static CutoverWorker of(DualWriteStorage storage) {
        return new CutoverWorker(storage);
    }

    /**
     * Does what is due; of what is to be copied, about as much as can be within 5 seconds.
     *
     * @throws StorageUnavailable when the store of the cutover cannot be reached
     * @throws Cancelled when the thread is interrupted
     */
    public CopyReport runOnce() {
        CopyReport report = storage.copier().runOnce(COPYING);
        backfill.runOnce();
        node.counters().flush(node.store().observations());
        noteArrival();
        forgetTombstones();
        return report;
    }

    /** An import of older rows may follow as long as the backfill is not over, and for a while after. */
    private void forgetTombstones() {
        boolean over = node.store()
                .findBackfill()
                .map(progress -> progress.done()
                        && progress.epoch() >= node.plans().current().copyingSince())
                .orElse(false);
        if (over) {
            node.store().tombstones().forget(node.options().tombstoneRetention());
        }
    }

    /** Once nobody waits to be moved, nobody has to ask the journal any more. */
    private void noteArrival() {
        CutoverPlan plan = node.store().plan();
        DebtStatus status = node.store().debts().status();
        if (!plan.former().isEmpty() && plan.isEffective(status.now()) && status.waiting() == 0) {
            node.store().publish(plan.settled());
        }
    }

    private void loop() {
        try {
            while (!closed) {
                try {
                    runOnce();
                } catch (Cancelled e) {
                    throw e;
                } catch (KendallException e) {
                    LOG.warn("the cutover's work goes on later: {}", e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("the cutover's work failed, and goes on later", e);
                }
                node.alarm().await(node.options().poll());
            }
        } catch (Cancelled e) {
            LOG.debug("the cutover's worker ends");
        } finally {
            ended.countDown();
        }
    }

    /** Stops working: what is under way is interrupted and waited for, at most 5 seconds. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            return;
        }
        thread.interrupt();
        try {
            if (!ended.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the cutover's worker was left behind: a storage has not answered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
