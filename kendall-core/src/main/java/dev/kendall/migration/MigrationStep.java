package dev.kendall.migration;

/** What a migration does, in this order; from the second reading of the source on it mends instead of importing. */
public enum MigrationStep {
    /** Reads the source's tables, window by window, into the work folder. */
    EXPORT,
    /** Makes rows that fit together of the records: threads, owners, what is named twice. */
    TRANSFORM,
    /** Stores the rows and links the record ids. */
    IMPORT,
    /** Makes the target's rows what the source's have become since. */
    RECONCILE,
    /** Compares every row of the source with the target. */
    VERIFY,
    /** Computes embeddings in the background. */
    EMBED
}
