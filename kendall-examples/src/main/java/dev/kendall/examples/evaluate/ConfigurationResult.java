package dev.kendall.examples.evaluate;

import dev.kendall.examples.scoring.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What one configuration found.
 *
 * @param name {@link Configuration#name()}
 * @param server what it ran on beside this process: PostgreSQL's and pgvector's versions; "" for nothing
 * @param all the scores of all questions
 * @param byCategory the same of each category, in alphabetical order
 * @param embedMillis how long embedding a question took, one at a time and past the cache
 * @param searchMillis how long searching took, without the embedding
 * @param contextTokens how many tokens the first ten hits take
 * @param questions one by one, in the dataset's order
 */
record ConfigurationResult(
        String name,
        Configuration configuration,
        String server,
        GroupScores all,
        Map<String, GroupScores> byCategory,
        Spread embedMillis,
        Spread searchMillis,
        Spread contextTokens,
        List<QuestionResult> questions) {
    /** Copies the collections. */
    ConfigurationResult {
        byCategory = new TreeMap<>(byCategory);
        questions = List.copyOf(questions);
    }

    /** Sums up at least one question. */
    static ConfigurationResult of(
            Configuration configuration, String server, List<QuestionResult> questions, long seed) {
        Map<String, List<QuestionResult>> categories = new TreeMap<>();
        questions.forEach(question -> categories
                .computeIfAbsent(question.category(), category -> new ArrayList<>())
                .add(question));
        Map<String, GroupScores> byCategory = new TreeMap<>();
        categories.forEach((category, some) -> byCategory.put(category, GroupScores.of(some, seed)));
        return new ConfigurationResult(
                configuration.name(),
                configuration,
                server,
                GroupScores.of(questions, seed),
                byCategory,
                spread(questions, QuestionResult::embedMillis),
                spread(questions, QuestionResult::searchMillis),
                spread(questions, QuestionResult::contextTokens),
                questions);
    }

    private static Spread spread(List<QuestionResult> questions, ToDoubleFunction<QuestionResult> value) {
        return Spread.of(questions.stream().mapToDouble(value).toArray());
    }
}
