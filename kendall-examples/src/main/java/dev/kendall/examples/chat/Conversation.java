package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Text;
import dev.kendall.examples.command.Timing;
import dev.kendall.failure.ModelFailed;
import dev.kendall.learning.pattern.DuePatterns;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.turn.Prompt;
import dev.kendall.turn.Turn;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with memory: reads lines until there are no more, stores what is said, and answers where there is a chat model.
 *
 * <p>Where no model answers, and where it fails, the user's message is stored alone: an invented reply would be recalled later as if it
 * had been said.
 */
final class Conversation {
    private final Session session;
    private final SlashCommands commands;
    private final ModelOptions options;
    private final Talk talk;

    /**
     * With whom.
     *
     * @param answerer who answers, or null
     * @param save keeps what was said, after every line
     * @param err where failures are told
     * @param debug whether with their stack trace
     */
    record Talk(@Nullable Answerer answerer, Runnable save, PrintWriter err, boolean debug) {}

    Conversation(Session session, SlashCommands commands, ModelOptions options, Talk talk) {
        this.session = session;
        this.commands = commands;
        this.options = options;
        this.talk = talk;
    }

    /**
     * Talks to the end.
     *
     * @return the exit code of the first line that failed
     */
    int run() {
        if (talk.answerer() == null) {
            session.out()
                    .println(
                            "OPENAI_API_KEY is not set, so nobody answers: what you say is stored, and the prompt that a"
                                    + " model would get is shown.");
        }
        int exitCode = ExitCode.OK;
        while (true) {
            session.out().flush();
            String line = session.lines().read("you> ");
            if (line == null || line.strip().equals(SlashCommands.QUIT)) {
                return exitCode;
            }
            try {
                take(line.strip());
            } catch (RuntimeException e) {
                CommandFailed failed = tell(e);
                exitCode = exitCode == ExitCode.OK ? failed.exitCode() : exitCode;
            }
        }
    }

    private void take(String line) {
        if (line.isEmpty()) {
            return;
        }
        try {
            if (line.startsWith("/")) {
                commands.run(session, line);
            } else {
                turn(line);
            }
        } finally {
            talk.save().run();
        }
    }

    private CommandFailed tell(RuntimeException failure) {
        CommandFailed failed = Failures.from(failure);
        session.out().flush();
        talk.err().println(failed.sentence());
        if (talk.debug()) {
            failure.printStackTrace(talk.err());
        }
        talk.err().flush();
        return failed;
    }

    private void turn(String text) {
        session.ensureUser();
        // The embedder keeps the vector, so that the turn's own embedding costs nothing and the rest is the reading.
        double embedMillis = Timing.of(() -> embed(text)).millis();
        Timing<Turn> opened = Timing.of(() -> session.kendall().turn(session.user(), session.thread(), text));
        Turn turn = opened.result();
        new ContextView(session).show(turn.context(), embedMillis, opened.millis());
        Prompt prompt;
        try {
            prompt = turn.prompt(options.budget());
        } catch (IllegalArgumentException e) {
            turn.keep();
            throw e;
        }
        if (options.showPrompt || talk.answerer() == null) {
            PromptView.show(prompt, session.out());
        }
        suggest();
        if (talk.answerer() == null) {
            turn.keep();
            return;
        }
        session.out().flush();
        String reply;
        try {
            reply = talk.answerer().answer(prompt);
        } catch (CommandFailed e) {
            turn.keep();
            throw new CommandFailed(e.exitCode(), e.sentence() + " Your message is kept, without an answer.", e);
        }
        turn.complete(reply);
        session.out().println(session.assistantName() + "> " + Text.printable(reply));
    }

    /** What the user usually does about now. */
    private void suggest() {
        List<Pattern> patterns = session.storage()
                .patterns()
                .list(session.user(), PatternFilter.active(), PageRequest.first(100))
                .items();
        DuePatterns.at(session.now(), session.profile().zone(), patterns).stream()
                .findFirst()
                .ifPresent(due -> session.out().println("  " + Text.snippet(due.suggestion(), 200)));
    }

    private boolean embed(String text) {
        try {
            session.embedder().embed(text);
            return true;
        } catch (ModelFailed e) {
            // The turn says so.
            return false;
        }
    }
}
