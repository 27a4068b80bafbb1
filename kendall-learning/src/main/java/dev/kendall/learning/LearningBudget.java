package dev.kendall.learning;

import dev.kendall.learning.extraction.ModelTokens;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;

/**
 * What learning from one user may cost on one day of the user's calendar. When either limit is reached, only extractors that need no model run until the
 * day ends; what they read meanwhile is not read again. The run that reaches a limit is not cut off, so that a day may cost up to one run more.
 *
 * <p>Tokens are those that the provider counts. A call that took too long is billed as well, and nobody hears how much: it is charged by the extractor's
 * {@linkplain dev.kendall.learning.memory.MemoryExtractor#estimate estimate}, for those of Kendall a token for every four characters of the prompts and 500
 * for each answer. A call that failed otherwise, or was cut off as the process ended, is charged for the calls that were answered before it alone.
 *
 * @param tokens the most tokens, of prompts and answers together, 0 or more; {@link Long#MAX_VALUE}: any number
 * @param cost the most that they cost, in the currency of the prices, 0 or more
 * @param inputPrice the price of a million tokens of prompts, 0 or more
 * @param outputPrice the price of a million tokens of answers, 0 or more
 */
public record LearningBudget(long tokens, BigDecimal cost, BigDecimal inputPrice, BigDecimal outputPrice) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** Checks the ranges. */
    public LearningBudget {
        if (tokens < 0) {
            throw new IllegalArgumentException("the budget of tokens is " + tokens + "; it must be 0 or more");
        }
        notNegative("cost", cost);
        notNegative("price of prompts", inputPrice);
        notNegative("price of answers", outputPrice);
    }

    private static void notNegative(String name, BigDecimal amount) {
        if (Objects.requireNonNull(amount, name).signum() < 0) {
            throw new IllegalArgumentException("the " + name + " is " + amount + "; it must be 0 or more");
        }
    }

    /** So many tokens for a user and day, whatever they cost. */
    public static LearningBudget tokens(long tokens) {
        return new LearningBudget(tokens, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** So much money for a user and day, at these prices of a million tokens. */
    public static LearningBudget cost(BigDecimal cost, BigDecimal inputPrice, BigDecimal outputPrice) {
        return new LearningBudget(Long.MAX_VALUE, cost, inputPrice, outputPrice);
    }

    /** What the tokens cost. */
    public BigDecimal costOf(ModelTokens used) {
        return inputPrice
                .multiply(BigDecimal.valueOf(used.input()))
                .add(outputPrice.multiply(BigDecimal.valueOf(used.output())))
                .divide(MILLION, MathContext.DECIMAL64);
    }

    /** Whether nothing is left after these. */
    boolean isSpent(ModelTokens used) {
        return used.input() + used.output() >= tokens
                || isPriced() && costOf(used).compareTo(cost) >= 0;
    }

    /** Whether what tokens cost is known. */
    boolean isPriced() {
        return inputPrice.signum() > 0 || outputPrice.signum() > 0;
    }
}
