package dev.kendall.learning.triggerdev;

/** Does the work of jobs of one name. Called by several threads at once, each with another job. */
@FunctionalInterface
public interface CallbackHandler {
    /**
     * Does the work. When it returns, the job is done and is not run again. It may be run twice where a process dies or a lease runs out
     * before that was noted: what it writes should be keyed by the job's id.
     *
     * @param attempt which attempt of Trigger.dev's it is, from 1 on
     * @throws Exception when the work is not done: Trigger.dev tries again later, unless it is a {@link
     *     dev.kendall.failure.KendallException} for which a retry never helps
     */
    void run(HandedJob job, int attempt) throws Exception;
}
