package dev.kendall.benchmarks.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.ResultJson;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.benchmarks.shadow.ShadowResults.Comparisons;
import dev.kendall.benchmarks.shadow.ShadowResults.Measured;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowReportTest {
    private static Times times(double... rounds) {
        return new Times(
                rounds[0],
                2 * rounds[0],
                rounds[0],
                100,
                Arrays.stream(rounds).boxed().toList());
    }

    /** A read that takes this many times as long, over a dead side this many times as long again. */
    private static ShadowResults run(double shadows, double dead, long differed) {
        Map<String, Times> read = new LinkedHashMap<>();
        read.put(OldSide.OFF, times(1, 2, 4));
        read.put(OldSide.LIVING, times(shadows, 2 * shadows, 4 * shadows));
        read.put(OldSide.REFUSING, times(shadows * dead, 2 * shadows * dead, 4 * shadows));
        Map<String, Times> write = new LinkedHashMap<>();
        write.put(OldSide.LIVING, times(5, 5, 5));
        write.put(OldSide.HANGING, times(5 * dead, 5 * dead, 4));
        return new ShadowResults(
                "2026-01-01T00:00:00Z",
                new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
                "PostgreSQL 17",
                "quickly",
                List.of(
                        new Measured(
                                "a read", "Airtable", read, Map.of(OldSide.LIVING, new Comparisons(7, differed, 8, 9))),
                        new Measured("a write", "Airtable", write, Map.of())));
    }

    @Test
    void tablesShowEachWayBesideWhatItIsMeasuredBy() {
        assertThat(new ShadowReport(run(1.5, 2, 0)).tables().lines())
                .containsExactly(
                        "Measured quickly.",
                        "",
                        "| a read, old side: Airtable | median, ms | 95 % | × | of a round | compared | dropped | failed |",
                        "|---|---:|---:|---:|---:|---:|---:|---:|",
                        "| no shadow reads | **1.00** | 2.00 | **1.00** | 1.00 to 1.00 | 0 | 0 | 0 |",
                        "| shadow reads | **1.50** | 3.00 | **1.50** | 1.50 to 1.50 | 7 | 8 | 9 |",
                        "| dead: refuses connections | **3.00** | 6.00 | **2.00** | 1.00 to 2.00 | 0 | 0 | 0 |",
                        "",
                        "| a write, old side: Airtable | median, ms | 95 % | × | of a round | compared | dropped | failed |",
                        "|---|---:|---:|---:|---:|---:|---:|---:|",
                        "| shadow reads | **5.00** | 10.0 | **1.00** | 1.00 to 1.00 | 0 | 0 | 0 |",
                        "| dead: never answers | **10.0** | 20.0 | **2.00** | 0.800 to 2.00 | 0 | 0 | 0 |");
    }

    @Test
    void whatIsDearerThanItShouldBeIsMissed() {
        assertThat(run(1.02, 1.04, 0).missed()).isEmpty();
        assertThat(run(1.03, 1, 0).missed())
                .singleElement()
                .asString()
                .contains("a read", "1.030 times", "shadow reads as with no shadow reads");
        assertThat(run(1, 1.06, 0).missed())
                .satisfiesExactly(
                        read -> assertThat(read).contains("a read", "refuses connections as with shadow reads"),
                        write -> assertThat(write).contains("a write", "never answers as with shadow reads"));
    }

    @Test
    void aDifferenceBetweenEqualSidesIsMissed() {
        assertThat(run(1, 1, 3).missed()).singleElement().asString().contains("3 comparisons of a read");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("shadow.json");
        ResultJson.write(file, run(1, 1, 0));

        assertThat(ResultJson.read(file, ShadowResults.class)).isEqualTo(run(1, 1, 0));
    }
}
