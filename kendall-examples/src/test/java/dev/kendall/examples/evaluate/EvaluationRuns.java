package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.Environment;
import dev.kendall.search.SearchMode;
import java.util.List;

/** Made-up evaluations. */
final class EvaluationRuns {
    private EvaluationRuns() {}

    static Configuration configuration(SearchMode mode) {
        return new Configuration(mode, StorageKind.MEMORY, Configuration.LIMIT, Configuration.CANDIDATES);
    }

    static QuestionResult question(String id, String category, int evidence, Integer... ranks) {
        return new QuestionResult(id, category, evidence, List.of(ranks), 1.5, 0.25, 120);
    }

    static ConfigurationResult result(SearchMode mode, QuestionResult... questions) {
        return ConfigurationResult.of(configuration(mode), "", List.of(questions), 42);
    }

    static Evaluation evaluation(String name, ConfigurationResult... results) {
        return new Evaluation(
                Evaluation.FORMAT,
                "2026-01-01T00:00:00Z",
                new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
                new Dataset.Facts(name, "c0".repeat(32), "90".repeat(32), "UTC", 2, 30, 3, 1),
                "a-model/384",
                42,
                2_000,
                List.of(results));
    }

    /** Two configurations on three questions of two categories. */
    static Evaluation evaluation() {
        return evaluation(
                "Example",
                result(
                        SearchMode.HYBRID,
                        question("q1", "single-hop", 1, 1),
                        question("q2", "single-hop", 2, 3, 12),
                        question("q3", "temporal", 1)),
                result(
                        SearchMode.KEYWORD,
                        question("q1", "single-hop", 1, 4),
                        question("q2", "single-hop", 2, 30),
                        question("q3", "temporal", 1)));
    }
}
