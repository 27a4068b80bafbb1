package dev.kendall.benchmarks.postgres.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.postgres.retrieval.RetrievalResults.Searched;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.ResultJson;
import dev.kendall.benchmarks.report.Times;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalReportTest {
    private static Times times(double... rounds) {
        List<Double> medians = java.util.Arrays.stream(rounds).boxed().toList();
        return new Times(rounds[0], 2 * rounds[0], rounds[0], 10, medians);
    }

    /** Each way with its median in each round. */
    private static RetrievalResults run(double largeHybrid, double manyHybrid) {
        Map<String, Times> ofOne = new LinkedHashMap<>();
        ofOne.put(RetrievalResults.DEFAULT, times(largeHybrid, largeHybrid, largeHybrid));
        ofOne.put(RetrievalResults.MEANING, times(5, 5, 5));
        ofOne.put(RetrievalResults.WORD, times(100, 100, 50));
        Map<String, Times> ofMany = new LinkedHashMap<>();
        ofMany.put(RetrievalResults.DEFAULT, times(manyHybrid, manyHybrid, manyHybrid));
        ofMany.put(RetrievalResults.MEANING, times(3, 3, 3));
        ofMany.put(RetrievalResults.WORD, times(2, 2, 2));
        ofMany.put(RetrievalResults.BY_HAND, times(4, 5, 2));
        return new RetrievalResults(
                "2026-01-01T00:00:00Z",
                new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
                "PostgreSQL 17",
                "briefly",
                new Searched(1, 100_000, ofOne),
                new Searched(1_000, 1_000, ofMany));
    }

    @Test
    void tablesCompareWithTheSlowestArmAndWithSqlByHandRoundByRound() {
        assertThat(new RetrievalReport(run(150, 4)).tables().lines())
                .containsSubsequence(
                        "| one user of 100,000 messages | median, ms | 95 % | × Kendall, by word alone | of a round |",
                        "| Kendall | **150** | 300 | **1.50** | 1.50 to 3.00 |",
                        "| Kendall, by meaning alone | **5.00** | 10.0 | **0.0500** | 0.0500 to 0.100 |",
                        "| one of 1,000 users of 1,000 messages | median, ms | 95 % | × SQL by hand | of a round |",
                        "| Kendall | **4.00** | 8.00 | **1.00** | 0.800 to 2.00 |",
                        "| SQL by hand | **4.00** | 8.00 | **1.00** | 1.00 to 1.00 |");
    }

    @Test
    void tellsWhatTakesLongerThanItShould() {
        assertThat(run(200, 10).missed()).isEmpty();
        assertThat(run(201, 10.1).missed())
                .containsExactly(
                        "the default search of one user's 100,000 messages takes 2.01 times as long as its slowest arm, above 2.0",
                        "the default search for one of 1,000 users takes 10.1 ms, above 10.0");
    }

    @Test
    void thePlotHasABarForEachWay() {
        assertThat(new RetrievalReport(run(150, 4)).plots())
                .containsOnlyKeys("images/retrieval.svg")
                .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                        plot -> plot.split("150 ms").length == 2 && plot.split("SQL by hand").length == 2,
                        "the bars of both"));
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("retrieval.json");
        ResultJson.write(file, run(150, 4));

        assertThat(ResultJson.read(file, RetrievalResults.class)).isEqualTo(run(150, 4));
    }
}
