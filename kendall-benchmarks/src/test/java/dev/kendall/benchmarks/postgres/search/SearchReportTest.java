package dev.kendall.benchmarks.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.ResultJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchReportTest {
    private static SearchFigures figures(String store, String population, double recall, double ratio) {
        return new SearchFigures(store, population, 1_000, 600, 1.234, 2.5, recall, 10 * recall, 3, 0.25, ratio);
    }

    private static SearchResults run(SearchFigures... peers) {
        return new SearchResults(
                "2026-01-01T00:00:00Z",
                new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
                "17.11 with pgvector 0.8.0",
                Map.of("shared_buffers", "4GB"),
                200_000,
                200,
                3,
                List.of(peers),
                List.of(figures("exact", Population.SKEWED, 1, 1), figures("HNSW", Population.SKEWED, 0.96, 2)));
    }

    @Test
    void tablesHaveARowForEachStoreAndWay() {
        SearchReport report = new SearchReport(
                run(figures("Kendall", Population.EVEN, 1, 1), figures("Another", Population.EVEN, 0.3, 0.0456)));

        assertThat(report.peers().lines().skip(2))
                .containsExactly(
                        "| one of a thousand | 1,000 | Kendall | **1.23** | 2.50 | 1.000 | 10.0 | 3 | 25 % | 1.00 |",
                        "| one of a thousand | 1,000 | Another | **1.23** | 2.50 | 0.300 | 3.0 | 3 | 25 % | 0.0456 |");
        assertThat(report.ways().lines().skip(2))
                .containsExactly(
                        "| 1,000 | exact | **1.23** | 2.50 | 1.000 | 10.0 | 3 | 25 % | 1.00 |",
                        "| 1,000 | HNSW | **1.23** | 2.50 | 0.960 | 9.6 | 3 | 25 % | 2.00 |");
    }

    @Test
    void everyTableRowHasAsManyCellsAsItsHeading() {
        SearchReport report = new SearchReport(run(figures("Kendall", Population.EVEN, 1, 1)));

        assertThat(List.of(report.peers(), report.ways()))
                .allSatisfy(table -> assertThat(table.lines()
                                .map(line -> line.chars().filter(c -> c == '|').count()))
                        .containsOnly(table.lines()
                                .findFirst()
                                .orElseThrow()
                                .chars()
                                .filter(c -> c == '|')
                                .count()));
    }

    @Test
    void saysWhereTheAimWasMissed() {
        assertThat(run(
                                figures("Kendall", Population.EVEN, 1, 1),
                                figures("Another", Population.EVEN, 0.3, 0.5),
                                figures("Another", Population.SKEWED, 0.3, 7))
                        .missed())
                .isEmpty();
        assertThat(run(figures("Kendall", Population.EVEN, 0.99, 1), figures("Another", Population.EVEN, 0.3, 0.61))
                        .missed())
                .containsExactly("Kendall's recall is 0.99", "Kendall takes 0.61 of the time of Another");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
        SearchResults run = run(figures("Kendall", Population.EVEN, 1, 1));
        Path file = folder.resolve("new").resolve("search.json");
        ResultJson.write(file, run);

        assertThat(ResultJson.read(file, SearchResults.class)).isEqualTo(run);
    }
}
