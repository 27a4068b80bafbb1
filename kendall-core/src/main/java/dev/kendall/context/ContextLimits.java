package dev.kendall.context;

import dev.kendall.internal.Checks;

/**
 * How much of each kind a turn's context holds at most. 0 leaves a kind out and saves the work for it.
 *
 * @param recentMessages messages of the same thread, 0 to 200; default 20
 * @param similarMessages past messages of any thread, 0 to 100; default 8
 * @param memories memories that fit the text, 0 to 100; default 8
 * @param instructions memories of the type instruction, which always belong to the context, 0 to 100; default 20
 * @param patterns active patterns, 0 to 100; default 10
 * @param contacts contacts named in the text, 0 to 100; default 20
 */
public record ContextLimits(
        int recentMessages, int similarMessages, int memories, int instructions, int patterns, int contacts) {
    private static final ContextLimits DEFAULTS = new ContextLimits(20, 8, 8, 20, 10, 20);

    /** Checks the ranges. */
    public ContextLimits {
        Checks.range("recent messages", recentMessages, 0, 200);
        Checks.range("similar messages", similarMessages, 0, 100);
        Checks.range("memories", memories, 0, 100);
        Checks.range("instructions", instructions, 0, 100);
        Checks.range("patterns", patterns, 0, 100);
        Checks.range("contacts", contacts, 0, 100);
    }

    /** The defaults. */
    public static ContextLimits defaults() {
        return DEFAULTS;
    }
}
