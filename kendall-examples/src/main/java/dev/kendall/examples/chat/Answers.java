package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.scoring.Retrieval;
import dev.kendall.examples.scoring.Retriever;
import dev.kendall.examples.scoring.ScoreTable;
import dev.kendall.examples.scoring.Scores;
import dev.kendall.examples.transcript.Question;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Answers questions with the evidence that is found, and sums up how good that was. */
final class Answers {
    private final Retriever retriever;
    private final AnswerView view;
    private @Nullable TranscriptAnswers model;
    private final PrintWriter out;
    private final PrintWriter err;
    private int exitCode = ExitCode.OK;

    Answers(Retriever retriever, AnswerView view, @Nullable TranscriptAnswers model, PrintWriter out, PrintWriter err) {
        this.retriever = retriever;
        this.view = view;
        this.model = model;
        this.out = out;
        this.err = err;
    }

    int run(List<Question> questions, Function<Question, UserId> user) {
        List<Retrieval> retrievals = new ArrayList<>();
        for (Question question : questions) {
            Retrieval retrieval = retriever.ask(user.apply(question), question);
            retrievals.add(retrieval);
            view.show(retrieval);
            askModel(user.apply(question), question);
            out.flush();
        }
        summary(retrievals);
        out.flush();
        return exitCode;
    }

    /** A model that failed is not asked again: it would fail the same way for each question. */
    private void askModel(UserId user, Question question) {
        if (model == null) {
            return;
        }
        try {
            model.answer(user, question, out);
        } catch (CommandFailed e) {
            out.flush();
            err.println(e.sentence() + " It is not asked again; the evidence follows without it.");
            err.flush();
            exitCode = e.exitCode();
            model = null;
        }
    }

    private void summary(List<Retrieval> retrievals) {
        Map<String, List<Scores>> byCategory = new TreeMap<>();
        List<Scores> all = new ArrayList<>();
        for (Retrieval retrieval : retrievals) {
            if (retrieval.question().isScored()) {
                all.add(retrieval.scores());
                byCategory
                        .computeIfAbsent(retrieval.question().category(), category -> new ArrayList<>())
                        .add(retrieval.scores());
            }
        }
        out.println();
        if (!all.isEmpty()) {
            ScoreTable table = new ScoreTable("evidence found").add("all", all);
            if (byCategory.size() > 1) {
                byCategory.forEach(
                        (category, scores) -> table.add("  " + (category.isEmpty() ? "-" : category), scores));
            }
            table.lines().forEach(out::println);
        }
        out.printf(
                Locale.ROOT,
                "%d questions, %d without evidence to find; a query took %.1f ms: %.1f for its embedding, %.1f for searching%n",
                retrievals.size(),
                retrievals.size() - all.size(),
                mean(retrievals, Retrieval::embedMillis) + mean(retrievals, Retrieval::searchMillis),
                mean(retrievals, Retrieval::embedMillis),
                mean(retrievals, Retrieval::searchMillis));
    }

    private static double mean(List<Retrieval> retrievals, ToDoubleFunction<Retrieval> value) {
        return retrievals.stream().mapToDouble(value).average().orElse(0);
    }
}
