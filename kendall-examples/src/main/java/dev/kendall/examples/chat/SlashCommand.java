package dev.kendall.examples.chat;

/**
 * A command within a conversation.
 *
 * @param usage "/search WORDS"
 * @param help what it does
 */
record SlashCommand(String usage, String help, Action action) {
    /** What it does. */
    @FunctionalInterface
    interface Action {
        /** Does it; {@code argument} is what stands behind the name, stripped. */
        void run(Session session, String argument);
    }

    /** "/search". */
    String name() {
        return usage.split(" ", 2)[0];
    }
}
