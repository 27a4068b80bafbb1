package dev.kendall.cutover;

import dev.kendall.failure.StorageUnavailable;
import java.util.Optional;

/**
 * What the nodes of a cutover share: the plan, the journal, and what was found. Durable, thread-safe, and the same for all nodes; each method
 * throws {@link StorageUnavailable} when it cannot be reached.
 *
 * <p>It keeps its own time, so that no two nodes' clocks are ever compared.
 */
public interface CutoverStore {
    /** The plan that was published last. (CUT-1) */
    CutoverPlan plan();

    /**
     * Publishes a plan, when nobody else has since the one before it was read: its epoch is the next one. From then on nobody who goes by an older
     * one can announce a write. (CUT-2)
     *
     * @return whether it was published
     */
    boolean publish(CutoverPlan next);

    /** Writes on their way. */
    Journal journal();

    /** What is owed. */
    Debts debts();

    /** What was deleted. */
    Tombstones tombstones();

    /** What was counted. */
    Observations observations();

    /** How far the latest backfill is; empty before the first. (CUT-16) */
    Optional<BackfillProgress> findBackfill();

    /** Notes how far the backfill is. (CUT-16) */
    void save(BackfillProgress progress);

    /** The latest comparison of both sides; empty before the first. (CUT-16) */
    Optional<Verified> findVerified();

    /** Notes a comparison of both sides. (CUT-16) */
    void save(Verified verified);
}
