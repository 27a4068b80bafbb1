package dev.kendall.testkit.postgres;

import org.jspecify.annotations.Nullable;

/**
 * A server that answers.
 *
 * @param origin where it is from
 * @param administrator who manages its databases, and in which database
 * @param cluster what runs it; null when it is not ours to kill
 * @param closing what ends it; does nothing when it stays
 */
record Found(
        Origin origin, DatabaseUrl administrator, @Nullable Cluster cluster, Runnable closing) {}
