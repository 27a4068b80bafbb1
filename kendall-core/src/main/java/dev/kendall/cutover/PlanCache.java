package dev.kendall.cutover;

import dev.kendall.failure.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan as this node knows it: loaded again now and then, and gone by for a while when that fails. Thread-safe. */
final class PlanCache {
    private static final Logger LOG = LoggerFactory.getLogger(PlanCache.class);

    private final CutoverStore store;
    private final InstantSource clock;
    private final CutoverOptions options;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded loaded;
    private volatile Instant nextTry = Instant.MIN;

    /**
     * A plan.
     *
     * @param asked when it was asked for, which is not after it was answered
     */
    private record Loaded(CutoverPlan plan, Instant asked) {
        boolean isYounger(Duration age, Instant now) {
            return !now.isBefore(asked) && now.isBefore(asked.plus(age));
        }
    }

    PlanCache(CutoverStore store, InstantSource clock, CutoverOptions options) {
        this.store = store;
        this.clock = clock;
        this.options = options;
    }

    /**
     * The plan to go by.
     *
     * @throws StorageUnavailable when it cannot be loaded, and the one before is too old
     */
    CutoverPlan current() {
        Loaded known = loaded;
        Instant now = clock.instant();
        if (known != null && known.isYounger(options.planRefresh(), now)) {
            return known.plan();
        }
        if (known == null || !known.isYounger(options.planMaxAge(), now)) {
            return reload();
        }
        if (now.isBefore(nextTry) || !loading.tryLock()) {
            return known.plan();
        }
        try {
            return load();
        } catch (StorageUnavailable e) {
            nextTry = now.plus(options.planRefresh());
            LOG.warn(
                    "the plan of the cutover cannot be loaded, and the last one is gone by for now: {}",
                    e.getMessage());
            return known.plan();
        } finally {
            loading.unlock();
        }
    }

    /** The plan as it is in the store now. */
    CutoverPlan reload() {
        loading.lock();
        try {
            return load();
        } finally {
            loading.unlock();
        }
    }

    private CutoverPlan load() {
        Instant asked = clock.instant();
        CutoverPlan plan = store.plan();
        loaded = new Loaded(plan, asked);
        nextTry = Instant.MIN;
        return plan;
    }
}
