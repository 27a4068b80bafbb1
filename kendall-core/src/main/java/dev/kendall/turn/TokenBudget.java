package dev.kendall.turn;

import dev.kendall.internal.Checks;
import dev.langchain4j.model.TokenCountEstimator;
import java.util.Objects;

/**
 * How many tokens a prompt may have, and who counts them.
 *
 * @param tokens 1 to 10,000,000
 */
public record TokenBudget(int tokens, TokenCountEstimator estimator) {
    /** Checks the fields. */
    public TokenBudget {
        Checks.range("token budget", tokens, 1, 10_000_000);
        Objects.requireNonNull(estimator, "estimator");
    }

    /** So many tokens, counted by {@link ApproximateTokenCountEstimator}. */
    public static TokenBudget of(int tokens) {
        return new TokenBudget(tokens, ApproximateTokenCountEstimator.INSTANCE);
    }

    /** As many tokens, counted by the estimator of the model in use. */
    public TokenBudget countedBy(TokenCountEstimator estimator) {
        return new TokenBudget(tokens, estimator);
    }
}
