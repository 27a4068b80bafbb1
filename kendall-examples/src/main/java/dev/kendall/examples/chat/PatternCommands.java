package dev.kendall.examples.chat;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.Role;
import dev.kendall.examples.command.Time;
import dev.kendall.examples.learn.LearnedView;
import dev.kendall.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What was learned about the user's habits. */
final class PatternCommands {
    private static final int EVIDENCE = 3;
    private static final Duration SILENT = Duration.ofDays(30);

    private PatternCommands() {}

    static List<SlashCommand> all() {
        return List.of(new SlashCommand(
                "/patterns", "what you usually do, and what says so", (session, argument) -> list(session)));
    }

    private static void list(Session session) {
        session.learn();
        int holding = new LearnedView(session.storage(), session.user(), EVIDENCE, session.out()).patterns();
        Instant last = lastSaid(session);
        if (last.isBefore(session.now().minus(SILENT))) {
            session.out()
                    .println("You said nothing since " + Time.written(last)
                            + ", so habits have stopped. To go on from there, come back with --at " + Time.written(last)
                            + ".");
        } else if (holding == 0) {
            session.out()
                    .println(
                            "Nothing regular was found yet; it takes some weeks of saying what you do, such as \"call John\".");
        }
    }

    /** When the user said something last; now, where that never was. */
    private static Instant lastSaid(Session session) {
        return session
                .storage()
                .chat()
                .list(session.user(), MessageFilter.all().of(Role.USER), PageRequest.first(1))
                .items()
                .stream()
                .map(Message::createdAt)
                .findFirst()
                .orElse(session.now());
    }
}
