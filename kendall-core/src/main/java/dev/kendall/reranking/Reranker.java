package dev.kendall.reranking;

import dev.kendall.failure.ModelFailed;
import dev.kendall.internal.Checks;
import dev.kendall.internal.Interrupts;
import dev.kendall.search.Hit;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Scores what a hybrid search found with a langchain4j {@link ScoringModel}, such as a cross-encoder or a model of late interaction, which
 * reads query and text together. Immutable; thread-safe when the model is.
 *
 * <p>It waits as long as the model does and tries as often: set the timeout and the number of tries on the model. What a model does with a text
 * longer than its window is the model's: most cut it.
 */
public final class Reranker {
    /** How many candidates are scored unless another number is set. */
    public static final int DEFAULT_CANDIDATES = 50;

    /** How many candidates can be set at most. */
    public static final int MAX_CANDIDATES = 100;

    /** How much the model's score counts unless another weight is set. */
    public static final double DEFAULT_WEIGHT = 0.5;

    private final ScoringModel model;
    private final int candidates;
    private final double weight;

    private Reranker(ScoringModel model, int candidates, double weight) {
        this.model = Objects.requireNonNull(model, "model");
        this.candidates = Checks.range("candidates to rerank", candidates, 1, MAX_CANDIDATES);
        this.weight = Checks.range("weight of the reranking model", weight, 0, 1);
    }

    /** A reranker of the best {@value #DEFAULT_CANDIDATES}, in which the model's score counts as much as the search's own. */
    public static Reranker of(ScoringModel model) {
        return new Reranker(model, DEFAULT_CANDIDATES, DEFAULT_WEIGHT);
    }

    /**
     * This reranker for the best so many of a search, 1 to {@value #MAX_CANDIDATES}; for all that are asked for where a search asks for more.
     *
     * @throws IllegalArgumentException when it is out of this range
     */
    public Reranker candidates(int candidates) {
        return new Reranker(model, candidates, weight);
    }

    /**
     * This reranker with another weight of the model's score, 0 to 1; that of the search's own is the rest. At 1 the order is the model's alone. The model
     * reads the text only: who is asked for and when is in the search's own score.
     *
     * @throws IllegalArgumentException when it is out of this range
     */
    public Reranker weight(double weight) {
        return new Reranker(model, candidates, weight);
    }

    /** How many of a search's best are scored, at least. */
    public int candidates() {
        return candidates;
    }

    /**
     * How well each text answers the query, in the texts' order: higher is better, on the model's own scale. All of them go to the model in one
     * call; no texts need none.
     *
     * @throws ModelFailed when the model gives no finite score for each; its message quotes neither query nor texts
     */
    public List<Double> scores(String query, List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        try {
            List<Double> scores = model.scoreAll(
                            texts.stream().map(TextSegment::from).toList(), query)
                    .content();
            check(texts.size(), scores);
            return List.copyOf(scores);
        } catch (RuntimeException e) {
            Interrupts.keep(e);
            // Of a foreign exception only the type, as its message may quote the text.
            String reason = e instanceof UnusableAnswer
                    ? String.valueOf(e.getMessage())
                    : e.getClass().getSimpleName();
            throw new ModelFailed("the reranking model failed: " + reason, e);
        }
    }

    private static void check(int texts, List<Double> scores) {
        if (scores.size() != texts) {
            throw new UnusableAnswer("it answered " + texts + " texts with " + scores.size() + " scores");
        }
        if (scores.stream().anyMatch(score -> score == null || !Double.isFinite(score))) {
            throw new UnusableAnswer("it gave a score that is no finite number");
        }
    }

    /**
     * The best {@code limit} hits of one search by both scores, best first; those of the same score stay in their order. As the scales differ, each score is
     * taken as its number of standard deviations from the mean of all hits; the weighted sum becomes the {@link Hit#score}.
     *
     * @param scores the model's, one for each hit
     */
    public <T> List<Hit<T>> best(List<Hit<T>> hits, List<Double> scores, int limit) {
        double[] own = StandardScores.of(hits.stream().mapToDouble(Hit::score).toArray());
        double[] models =
                StandardScores.of(scores.stream().mapToDouble(score -> score).toArray());
        return IntStream.range(0, hits.size())
                .mapToObj(i -> hits.get(i).reranked((1 - weight) * own[i] + weight * models[i], scores.get(i)))
                .sorted(Comparator.<Hit<T>>comparingDouble(Hit::score).reversed())
                .limit(limit)
                .toList();
    }

    /** The model answered, and not with what was asked. */
    private static final class UnusableAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableAnswer(String message) {
            super(message);
        }
    }
}
