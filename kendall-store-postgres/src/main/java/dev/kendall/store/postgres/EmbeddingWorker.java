package dev.kendall.store.postgres;

import dev.kendall.embedding.EmbeddedRows;
import dev.kendall.embedding.Embedder;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.ModelFailed;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.NewVector;
import dev.kendall.user.UserId;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds in the background what was stored without a vector. Thread-safe; any number of workers on any number of machines share the work.
 *
 * <pre>{@code
 * try (EmbeddingWorker worker = EmbeddingWorker.start(storage, Embedder.of(embeddingModel))) { … }
 * }</pre>
 *
 * <p>It works for the space of its embedder, which is added when it is new. First come the rows that were queued when they were stored;
 * when none is due, rows that the counts say are missing: those of an import, and all of them in a new space, which is how a new model is
 * filled beside the old one; see {@link Reembedding}.
 *
 * <p>Rows are claimed for a while, embedded outside of any transaction, and stored. What a worker that dies had claimed is taken by
 * another when the lease ends. A row that the model refuses is tried again later and later, and given up in the end; it stops no other.
 * While the model is down as a whole, no row is to blame: the claims are given back and the model is left alone for a while.
 */
public final class EmbeddingWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingWorker.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int WAITING = 1_000;

    private final PostgresStorage storage;
    private final Embedder embedder;
    private final EmbeddingWorkerOptions options;
    private final EmbeddingJobs jobs;
    private final MissingRows missing;
    private final ModelOutage outage;
    private final IntervalFunction backoff;
    private final ReentrantLock running = new ReentrantLock();
    private final Repeating loop = new Repeating(this::step);
    private volatile boolean closed;
    private boolean failing;

    /**
     * What a run did.
     *
     * @param embedded how many rows got their vector
     * @param failed how many rows the model refused, or could not be stored, and are tried again later
     * @param dead how many rows were given up
     * @param waiting how many rows are queued now, those of other workers and those to be tried later with them; counted up to 1,000
     * @param pausedUntil until when the model is left alone because it is down, or null when it works
     */
    public record Report(
            int embedded,
            int failed,
            int dead,
            long waiting,
            @Nullable Instant pausedUntil) {}

    /**
     * A row that was given up.
     *
     * @param attempts how often it was tried
     * @param reason why it failed the last time, without anything of its text
     */
    public record DeadLetter(EntityRef source, int attempts, String reason) {
        /** Checks the fields. */
        public DeadLetter {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(reason, "reason");
        }
    }

    private EmbeddingWorker(PostgresStorage storage, Embedder embedder, EmbeddingWorkerOptions options) {
        this.storage = storage;
        this.embedder = embedder;
        this.options = options;
        Access access = storage.access();
        int space = Spaces.added(storage, embedder.space());
        this.jobs = new EmbeddingJobs(access, space);
        this.missing = new MissingRows(access, space, options);
        this.outage = new ModelOutage(options.maxPause());
        this.backoff =
                IntervalFunction.ofExponentialRandomBackoff(options.firstBackoff(), 2, 0.5, options.maxBackoff());
    }

    /**
     * Starts a worker with the defaults.
     *
     * @throws StorageUnavailable when the database cannot be reached
     */
    public static EmbeddingWorker start(PostgresStorage storage, Embedder embedder) {
        return start(storage, embedder, EmbeddingWorkerOptions.defaults());
    }

    /**
     * Starts a worker.
     *
     * @throws StorageUnavailable when the database cannot be reached
     */
    public static EmbeddingWorker start(PostgresStorage storage, Embedder embedder, EmbeddingWorkerOptions options) {
        EmbeddingWorker worker = of(storage, embedder, options);
        Executor executor = options.executor();
        if (executor == null) {
            Thread thread = new Thread(worker.loop, "kendall-embedding-worker");
            thread.setDaemon(true);
            thread.start();
        } else {
            executor.execute(worker.loop);
        }
        return worker;
    }

    /**
     * A worker that works only when {@link #runOnce} is called, for hosts that have a timer of their own.
     *
     * @throws StorageUnavailable when the database cannot be reached
     */
    public static EmbeddingWorker of(PostgresStorage storage, Embedder embedder, EmbeddingWorkerOptions options) {
        return new EmbeddingWorker(
                Objects.requireNonNull(storage, "storage"),
                Objects.requireNonNull(embedder, "embedder"),
                Objects.requireNonNull(options, "options"));
    }

    /**
     * Embeds one batch of what is due, or of what is missing when nothing is due; there is more to do as long as rows are embedded. While
     * the model is left alone it does nothing but say so. One run at a time; another waits.
     *
     * @throws Cancelled when the thread is interrupted, which it stays; what was claimed is given back
     * @throws StorageUnavailable when the database cannot be reached; what was claimed is due again when the lease ends, if not before
     * @throws IllegalStateException when the worker is closed
     */
    public Report runOnce() {
        try {
            running.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("interrupted while waiting for another run to end", e);
        }
        try {
            if (closed) {
                throw new IllegalStateException("this worker is closed");
            }
            return modelIsLeftAlone() ? report(0, 0, 0) : runBatch();
        } finally {
            running.unlock();
        }
    }

    private Instant now() {
        return storage.access().backend().now();
    }

    private boolean modelIsLeftAlone() {
        Instant until = outage.until();
        if (until == null) {
            return false;
        }
        if (now().isBefore(until)) {
            return true;
        }
        try {
            embedder.checkModel();
        } catch (ModelFailed e) {
            leaveAlone(e);
            return true;
        }
        outage.end();
        LOG.info("the embedding model of {} works again", embedder.space());
        return false;
    }

    private void leaveAlone(ModelFailed failure) {
        if (outage.begin(now())) {
            LOG.warn(
                    "{}; it is down, and left alone for up to {} at a time; what is stored meanwhile is found by word, and embedded later",
                    failure.getMessage(),
                    options.maxPause());
        }
    }

    private Report runBatch() {
        EmbeddingJobs.Claimed due = jobs.claim(options.batchSize(), options);
        List<EmbeddingClaim> claims = due.claims();
        if (claims.isEmpty() && due.dead() == 0) {
            claims = missing.claim(options.batchSize());
        }
        if (claims.isEmpty()) {
            return report(0, 0, due.dead());
        }
        try {
            return embed(claims, due.dead());
        } catch (RuntimeException e) {
            giveBack(claims);
            throw e;
        }
    }

    private Report embed(List<EmbeddingClaim> claims, int dead) {
        EmbeddedRows rows = EmbeddedRows.of(
                embedder, claims.stream().map(EmbeddingClaim::row).toList());
        Map<EntityRef, String> refused = new HashMap<>();
        rows.refused().forEach(row -> refused.put(row.row().source(), row.reason()));
        int embedded = store(rows.vectors(), refused);
        List<EmbeddingJobs.Refusal> refusals = refusals(claims, refused);
        jobs.postpone(refusals);
        if (embedded < claims.size() - refusals.size()) {
            // The text changed meanwhile, the row or its user is gone, or the model went down before it came to it.
            jobs.release(claims);
        }
        if (rows.down() != null) {
            leaveAlone(rows.down());
        }
        int given = (int) refusals.stream().filter(r -> r.due() == null).count();
        return report(embedded, refusals.size() - given, dead + given);
    }

    /**
     * Stores vectors, user by user. Rows of a user who is locked for too long, or whose vectors the database refuses, are refused with
     * the reason and stop no other; when a second user's cannot be stored for now, it is the database.
     */
    private int store(List<NewVector> vectors, Map<EntityRef, String> refused) {
        Map<UserId, List<NewVector>> byUser = new LinkedHashMap<>();
        vectors.forEach(vector -> byUser.computeIfAbsent(vector.source().user(), user -> new ArrayList<>())
                .add(vector));
        int stored = 0;
        boolean unavailable = false;
        for (Map.Entry<UserId, List<NewVector>> entry : byUser.entrySet()) {
            try {
                stored += storage.vectors().put(entry.getKey(), entry.getValue());
            } catch (StorageUnavailable | StorageRefused | Conflict e) {
                boolean again = e instanceof StorageUnavailable && unavailable;
                if (again || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                unavailable |= e instanceof StorageUnavailable;
                entry.getValue().forEach(vector -> refused.put(vector.source(), String.valueOf(e.getMessage())));
            }
        }
        return stored;
    }

    private List<EmbeddingJobs.Refusal> refusals(List<EmbeddingClaim> claims, Map<EntityRef, String> refused) {
        Instant now = now();
        List<EmbeddingJobs.Refusal> refusals = new ArrayList<>();
        for (EmbeddingClaim claim : claims) {
            String reason = refused.get(claim.source());
            if (reason != null) {
                boolean last = claim.attempts() >= options.attempts();
                Instant due = last ? null : now.plusMillis(backoff.apply(claim.attempts()));
                refusals.add(new EmbeddingJobs.Refusal(claim, due, reason));
                if (last) {
                    LOG.warn("{} was given up after {} attempts: {}", claim.source(), claim.attempts(), reason);
                }
            }
        }
        return refusals;
    }

    /** After a failure, so that nobody has to wait for the lease to end; also on a thread that is interrupted. */
    private void giveBack(List<EmbeddingClaim> claims) {
        boolean interrupted = Thread.interrupted();
        try {
            jobs.release(claims);
        } catch (KendallException | IllegalStateException e) {
            LOG.debug("{} claimed rows were not given back; they are due when their lease ends", claims.size(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Report report(int embedded, int failed, int dead) {
        return new Report(embedded, failed, dead, jobs.countWaiting(WAITING), outage.until());
    }

    /** One turn of the loop: how long to wait before the next. */
    private Duration step() {
        try {
            Report report = runOnce();
            failing = false;
            boolean worked = report.embedded() + report.failed() + report.dead() > 0;
            return worked && report.pausedUntil() == null ? Duration.ZERO : options.pollInterval();
        } catch (Cancelled e) {
            throw e;
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                LOG.warn("embedding in {} failed and is tried again: {}", embedder.space(), e.getMessage(), e);
            }
            failing = true;
            return options.pollInterval();
        }
    }

    /** How many rows were given up in this space. */
    public long deadLetters() {
        return jobs.countDead();
    }

    /** The rows that were given up in this space: by user in code points, memories before messages, ties by id. */
    public Page<DeadLetter> listDeadLetters(PageRequest request) {
        return jobs.listDead(request);
    }

    /** Makes every row that was given up in this space due now, with all its attempts; how many. */
    public int retryDead() {
        return jobs.retryDead();
    }

    /**
     * Stops working. A run on the worker's own thread is interrupted, gives back what it claimed, and is waited for: at most 5 seconds,
     * if the model pays no heed to interrupts; what it had claimed is then due when the lease ends. The storage stays open. Closing again
     * does nothing.
     */
    @Override
    public void close() {
        closed = true;
        if (!loop.stop(CLOSING)) {
            LOG.warn("the embedding worker of {} was left behind: its model has not answered yet", embedder.space());
        }
    }
}
