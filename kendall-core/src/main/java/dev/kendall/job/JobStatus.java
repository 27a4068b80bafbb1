package dev.kendall.job;

/** Where a job is. */
public enum JobStatus {
    /** It has not been tried. */
    WAITING,
    /** A worker has it. */
    RUNNING,
    /** It was tried, and is tried again. */
    RETRYING,
    /** It was done. */
    SUCCEEDED,
    /** It was given up: a dead letter, kept until it is replayed or removed. */
    DEAD,
    /** Somebody called it off. */
    CANCELLED,
    /** It had not begun when its time to live was over. */
    EXPIRED;

    /** Whether nothing more becomes of it by itself. */
    public boolean isFinished() {
        return this == SUCCEEDED || this == DEAD || this == CANCELLED || this == EXPIRED;
    }
}
