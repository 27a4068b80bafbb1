package dev.kendall.learning.triggerdev;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Trigger.dev's alert webhooks tell. Texts of errors are the failed task's own, and may hold what it was given. */
public sealed interface Alert {
    /** The alert's id; the same when it is delivered again. */
    String id();

    /** When it was made. */
    Instant created();

    /**
     * A run failed for good.
     *
     * @param status how it ended
     * @param idempotencyKey the key under which it was triggered, or null: of a job that was handed over, the job's id
     * @param error what it failed with, or null
     * @param dashboardUrl where to look at it
     */
    record RunFailed(
            String id,
            Instant created,
            String runId,
            String task,
            RunStatus status,
            @Nullable String idempotencyKey,
            List<String> tags,
            @Nullable String error,
            String dashboardUrl)
            implements Alert {
        /** Copies the tags. */
        public RunFailed {
            tags = List.copyOf(tags);
        }
    }

    /** A version was deployed, with these tasks. */
    record DeploymentSucceeded(String id, Instant created, String version, List<String> tasks) implements Alert {
        /** Copies the tasks. */
        public DeploymentSucceeded {
            tasks = List.copyOf(tasks);
        }
    }

    /** A version could not be deployed. */
    record DeploymentFailed(
            String id,
            Instant created,
            String version,
            @Nullable String error) implements Alert {}

    /**
     * A kind of error appeared, or appeared again.
     *
     * @param classification {@code new_issue}, {@code regression} or {@code unignored}
     * @param occurrences how often it was seen
     */
    record ErrorSeen(
            String id,
            Instant created,
            String classification,
            String task,
            String fingerprint,
            @Nullable String error,
            long occurrences,
            String dashboardUrl)
            implements Alert {}

    /** One of a type that this version of Kendall does not know. */
    record Other(String id, Instant created, String type) implements Alert {}
}
