package dev.kendall.job;

/** Whether a worker still has a job. */
public enum LeaseState {
    /** It does. */
    HELD,
    /** It does, but the job was called off. */
    CANCELLED,
    /** Somebody else has it, or its concurrency key, or it is finished, or gone: what is still done for it is done in vain. */
    LOST
}
