package dev.kendall.job.worker;

import org.jspecify.annotations.Nullable;

/**
 * A try failed, in the handler's own words: a {@link JobHandler} throws it to have them kept in the job's history, where of other exceptions
 * only the class and the place are. The job is tried again as after any other failure.
 */
public final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what failed, without anything that a user said and without credentials. Of a long message the beginning is kept. */
    public JobFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
