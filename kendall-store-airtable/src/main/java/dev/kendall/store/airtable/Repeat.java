package dev.kendall.store.airtable;

/** Whether a request that may have been carried out can be sent again. */
enum Repeat {
    /** It reads, or it writes by id or by upsert: doing it twice is doing it once. */
    SAFE,
    /** It creates: doing it twice creates two. Sent again only when it certainly was not carried out. */
    UNSAFE
}
