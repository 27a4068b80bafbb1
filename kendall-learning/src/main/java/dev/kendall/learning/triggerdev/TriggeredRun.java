package dev.kendall.learning.triggerdev;

/**
 * A run that was asked for.
 *
 * @param id its id, which begins with {@code run_}
 * @param isCached whether there was a run under the idempotency key already, and it is that one
 */
public record TriggeredRun(String id, boolean isCached) {}
