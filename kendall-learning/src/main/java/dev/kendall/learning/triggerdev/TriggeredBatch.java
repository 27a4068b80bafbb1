package dev.kendall.learning.triggerdev;

/**
 * Runs that were asked for at once.
 *
 * @param id the batch's id, which begins with {@code batch_}: {@link RunQuery#batch} lists its runs
 * @param runCount how many there are
 * @param isCached whether there was a batch under the idempotency key already, and it is that one
 */
public record TriggeredBatch(String id, int runCount, boolean isCached) {}
