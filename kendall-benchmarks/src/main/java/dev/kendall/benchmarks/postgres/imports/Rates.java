package dev.kendall.benchmarks.postgres.imports;

import dev.kendall.benchmarks.report.Ratio;
import java.util.List;

/**
 * How fast one way was.
 *
 * @param rowsPerSecond in each round
 */
record Rates(List<Double> rowsPerSecond) {
    Rates {
        rowsPerSecond = List.copyOf(rowsPerSecond);
    }

    double median() {
        return Ratio.of(rowsPerSecond.stream().mapToDouble(d -> d).toArray()).median();
    }

    /** What share of the other's rows it stores in the same time: round by round. */
    Ratio to(Rates other) {
        return Ratio.of(rowsPerSecond, other.rowsPerSecond);
    }
}
