package dev.kendall.job;

import dev.kendall.user.UserId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs count. Every condition given must hold; an empty set or null is no condition.
 *
 * @param statuses only jobs that are there
 * @param handler only jobs for this one
 * @param user only this user's
 * @param tag only jobs with this tag
 */
public record JobFilter(
        Set<JobStatus> statuses,
        @Nullable String handler,
        @Nullable UserId user,
        @Nullable String tag) {
    /** Copies the set. */
    public JobFilter {
        statuses = statuses.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(statuses));
    }

    /** All of them. */
    public static JobFilter all() {
        return new JobFilter(Set.of(), null, null, null);
    }

    /** Jobs that are in one of these states. */
    public static JobFilter of(JobStatus... statuses) {
        return new JobFilter(Set.copyOf(Arrays.asList(statuses)), null, null, null);
    }

    /** Also: for this handler. */
    public JobFilter withHandler(String handler) {
        return new JobFilter(statuses, handler, user, tag);
    }

    /** Also: this user's. */
    public JobFilter withUser(UserId user) {
        return new JobFilter(statuses, handler, user, tag);
    }

    /** Also: with this tag. */
    public JobFilter withTag(String tag) {
        return new JobFilter(statuses, handler, user, tag);
    }

    /** Whether the job fulfils every condition. */
    public boolean matches(Job job) {
        return (statuses.isEmpty() || statuses.contains(job.status()))
                && (handler == null || handler.equals(job.handler()))
                && (user == null || user.equals(job.user()))
                && (tag == null || job.tags().contains(tag));
    }
}
