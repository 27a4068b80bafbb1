package dev.kendall.learning.triggerdev;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far a run is. */
public enum RunStatus {
    /** Waits until a version is deployed that has its task. */
    PENDING_VERSION(false),
    /** Waits for a start at a certain time. */
    DELAYED(false),
    /** Waits for its turn. */
    QUEUED(false),
    /** Taken from the queue, about to start. */
    DEQUEUED(false),
    /** Runs. */
    EXECUTING(false),
    /** Started, and waits for something. */
    WAITING(false),
    /** Ended well. */
    COMPLETED(true),
    /** Ended by a person or a call. */
    CANCELED(true),
    /** All of its attempts failed. */
    FAILED(true),
    /** Its process died, out of memory most often. */
    CRASHED(true),
    /** Trigger.dev itself failed. */
    SYSTEM_FAILURE(true),
    /** It had not started when its time to live was over. */
    EXPIRED(true),
    /** It took longer than it may. */
    TIMED_OUT(true),
    /** One that this version of Kendall does not know. Taken as one that has not ended. */
    UNKNOWN(false);

    private final boolean isFinal;

    RunStatus(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** Whether the run has ended: its status does not change any more. */
    public boolean isFinal() {
        return isFinal;
    }

    /** Whether the run has ended without success. */
    public boolean isFailure() {
        return isFinal && this != COMPLETED;
    }

    static RunStatus of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
