package dev.kendall.examples.evaluate;

import dev.kendall.examples.scoring.Estimate;
import dev.kendall.examples.scoring.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of some questions.
 *
 * @param questions how many they are: at least one
 * @param metrics each metric's mean and interval
 */
record GroupScores(int questions, Map<Metric, Estimate> metrics) {
    /** Copies the metrics, into their order. */
    GroupScores {
        metrics = new EnumMap<>(metrics);
    }

    static GroupScores of(List<QuestionResult> questions, long seed) {
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double[] values = questions.stream()
                    .mapToDouble(question -> metric.of(question.scores()))
                    .toArray();
            metrics.put(metric, Estimate.of(values, seed));
        }
        return new GroupScores(questions.size(), metrics);
    }

    Estimate get(Metric metric) {
        Estimate estimate = metrics.get(metric);
        if (estimate == null) {
            throw new IllegalStateException(metric.label() + " was not computed");
        }
        return estimate;
    }
}
