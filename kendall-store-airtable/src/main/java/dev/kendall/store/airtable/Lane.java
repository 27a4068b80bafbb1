package dev.kendall.store.airtable;

/** What a request is for. When they wait for each other, those of an earlier lane go first. */
public enum Lane {
    /** A user waits for it. */
    LIVE,
    /** A write that follows another storage's. */
    OUTBOX,
    /** Comparing two storages. */
    VERIFY,
    /** Copying whole tables. */
    BACKFILL
}
