package dev.kendall.examples.chat;

import dev.kendall.examples.learn.LearnedView;
import java.util.List;

/** What was learned about the user's habits. */
final class PatternCommands {
    private static final int EVIDENCE = 3;

    private PatternCommands() {}

    static List<SlashCommand> all() {
        return List.of(new SlashCommand(
                "/patterns", "what you usually do, and what says so", (session, argument) -> list(session)));
    }

    private static void list(Session session) {
        session.learn();
        if (new LearnedView(session.storage(), session.user(), EVIDENCE, session.out()).patterns() == 0) {
            session.out()
                    .println(
                            "Nothing regular was found yet; it takes some weeks of saying what you do, such as \"call John\".");
        }
    }
}
