package dev.kendall.examples.chat;

import dev.kendall.Kendall;
import dev.kendall.examples.command.Text;
import dev.kendall.examples.transcript.Question;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Prompt;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets a chat model answer questions about a transcript. The turns are never completed, so that no question changes the memory. */
final class TranscriptAnswers {
    private static final ThreadId THREAD = ThreadId.of("questions");

    private final Kendall kendall;
    private final ModelOptions options;
    private final @Nullable Answerer answerer;
    private final Consumer<Question> clock;

    /**
     * Answers out of {@code kendall}.
     *
     * @param answerer null: prompts are only shown
     * @param clock sets the time at which the question is asked
     */
    TranscriptAnswers(Kendall kendall, ModelOptions options, @Nullable Answerer answerer, Consumer<Question> clock) {
        this.kendall = kendall;
        this.options = options;
        this.answerer = answerer;
        this.clock = clock;
    }

    void answer(UserId user, Question question, PrintWriter out) {
        clock.accept(question);
        Prompt prompt = kendall.turn(user, THREAD, question.text()).prompt(options.budget());
        if (options.showPrompt) {
            PromptView.show(prompt, out);
        }
        if (answerer != null) {
            out.println("   " + answerer.name() + ": " + Text.snippet(answerer.answer(prompt), 1_000));
        }
    }
}
