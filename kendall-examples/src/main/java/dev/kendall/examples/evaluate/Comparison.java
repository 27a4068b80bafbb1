package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.scoring.Metric;
import dev.kendall.examples.scoring.PairedTest;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two configurations on the same questions.
 *
 * @param tests of each metric, the second against the first
 */
record Comparison(ConfigurationResult first, ConfigurationResult second, Map<Metric, PairedTest> tests) {
    /** Copies the tests, into the metrics' order. */
    Comparison {
        tests = new EnumMap<>(tests);
    }

    /**
     * Compares question by question.
     *
     * @throws CommandFailed when they were not asked the same questions
     */
    static Comparison of(ConfigurationResult first, ConfigurationResult second, long seed) {
        Map<String, QuestionResult> others = byId(second);
        checkSame(byId(first), others);
        Map<Metric, PairedTest> tests = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double[] differences = first.questions().stream()
                    .mapToDouble(
                            question -> metric.of(partner(others, question).scores()) - metric.of(question.scores()))
                    .toArray();
            tests.put(metric, PairedTest.of(differences, seed));
        }
        return new Comparison(first, second, tests);
    }

    private static QuestionResult partner(Map<String, QuestionResult> others, QuestionResult question) {
        QuestionResult other = others.get(question.id());
        if (other == null) {
            throw new IllegalStateException("the sets were found to be the same");
        }
        return other;
    }

    private static Map<String, QuestionResult> byId(ConfigurationResult result) {
        Map<String, QuestionResult> byId = new LinkedHashMap<>();
        result.questions().forEach(question -> byId.put(question.id(), question));
        return byId;
    }

    private static void checkSame(Map<String, QuestionResult> first, Map<String, QuestionResult> second) {
        List<String> onlyFirst = without(first, second);
        List<String> onlySecond = without(second, first);
        if (!onlyFirst.isEmpty() || !onlySecond.isEmpty()) {
            throw refused("the first has " + named(onlyFirst) + " that the second has not, and the second "
                    + named(onlySecond) + " that the first has not");
        }
        first.forEach((id, question) -> {
            int evidence = partner(second, question).evidence();
            if (question.evidence() != evidence) {
                throw refused("question " + id + " has " + question.evidence()
                        + " messages of evidence in the first and " + evidence + " in the second");
            }
        });
    }

    private static List<String> without(Map<String, QuestionResult> these, Map<String, QuestionResult> others) {
        return these.keySet().stream().filter(id -> !others.containsKey(id)).toList();
    }

    private static String named(List<String> ids) {
        return switch (ids.size()) {
            case 0 -> "no question";
            case 1 -> "1 question (" + ids.get(0) + ")";
            default -> ids.size() + " questions (" + ids.get(0) + " is one)";
        };
    }

    private static CommandFailed refused(String why) {
        return new CommandFailed(
                ExitCode.BAD_INPUT,
                "The two cannot be compared, as they were not asked the same questions: " + why + ".");
    }
}
