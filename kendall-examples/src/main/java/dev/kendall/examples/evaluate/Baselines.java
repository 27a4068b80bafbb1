package dev.kendall.examples.evaluate;

import java.util.List;

/**
 * Scores that others computed for the same questions, written down.
 *
 * @param format {@link #FORMAT}
 * @param source where they are from
 * @param systems in the source's order
 */
record Baselines(String format, String source, List<Baseline> systems) {
    static final String FORMAT = "kendall-baselines/1";

    /** One system's scores over all questions. */
    record Baseline(
            String system, double recall5, double recall10, double recall20, double hit10, double ndcg10, double mrr) {}

    /** Copies the systems. */
    Baselines {
        systems = List.copyOf(systems);
    }
}
