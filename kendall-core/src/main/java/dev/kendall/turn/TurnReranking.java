package dev.kendall.turn;

import dev.kendall.context.ContextLimits;
import dev.kendall.context.TurnContext;
import dev.kendall.failure.ModelFailed;
import dev.kendall.reranking.Reranker;
import dev.kendall.search.EmbeddingText;
import java.util.List;
import java.util.stream.Stream;

/** Reranks what a turn found: messages and memories with one call of the model. */
record TurnReranking(Reranker reranker) {
    /** The limits to read with, so that there are enough candidates. */
    ContextLimits widened(ContextLimits limits) {
        return new ContextLimits(
                limits.recentMessages(),
                widened(limits.similarMessages()),
                widened(limits.memories()),
                limits.instructions(),
                limits.patterns(),
                limits.contacts());
    }

    private int widened(int limit) {
        return limit == 0 ? 0 : Math.max(limit, reranker.candidates());
    }

    /** The best of what was read with the widened limits; in its own order, and saying why, when the model fails. */
    TurnContext best(String text, TurnContext read, ContextLimits limits) {
        int messages = read.similar().size();
        List<String> texts = Stream.concat(
                        read.similar().stream().map(hit -> EmbeddingText.of(hit.item())),
                        read.memories().stream().map(hit -> EmbeddingText.of(hit.item())))
                .toList();
        try {
            List<Double> scores = reranker.scores(text, texts);
            return read.withFound(
                    reranker.best(read.similar(), scores.subList(0, messages), limits.similarMessages()),
                    reranker.best(read.memories(), scores.subList(messages, scores.size()), limits.memories()),
                    null);
        } catch (ModelFailed e) {
            return read.withFound(
                    read.similar().stream().limit(limits.similarMessages()).toList(),
                    read.memories().stream().limit(limits.memories()).toList(),
                    e.getMessage());
        }
    }
}
