package dev.kendall.job.worker;

import dev.kendall.failure.KendallException;
import dev.kendall.job.JobRun;
import java.nio.charset.StandardCharsets;

/** What is kept of a failure. */
final class Failures {
    private Failures() {}

    /** Kendall's own messages, and those meant for it, hold nothing that was said; of others', which may, only what failed and where. */
    static String describe(Throwable failure) {
        String name = failure.getClass().getName();
        StackTraceElement[] stack = failure.getStackTrace();
        String text = failure instanceof KendallException || failure instanceof JobFailed
                ? name + ": " + failure.getMessage()
                : name + (stack.length == 0 ? "" : " at " + stack[0]);
        String cut = text.replace('\0', ' ').substring(0, Math.min(text.length(), JobRun.MAX_ERROR));
        // Half a character becomes a question mark, which every database keeps.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
