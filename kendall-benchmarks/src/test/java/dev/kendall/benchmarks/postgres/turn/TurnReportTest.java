package dev.kendall.benchmarks.postgres.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.ResultJson;
import dev.kendall.benchmarks.report.Times;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnReportTest {
    private static Times times(double... rounds) {
        return new Times(rounds[0], 2 * rounds[0], rounds[0], 10, List.of(rounds[0], rounds[1], rounds[2]));
    }

    /** As everything should be, but for what is given. */
    private static TurnResults run(double reading, double largeTable, double pgbench, Traffic stored) {
        Times one = times(1, 1, 1);
        return new TurnResults(
                "2026-01-01T00:00:00Z",
                new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
                "PostgreSQL 17",
                "briefly",
                new ReadBenchmark.Reading(
                        Map.of(ReadBenchmark.KENDALL, times(reading, reading, reading), ReadBenchmark.JDBC, one),
                        new ReadBenchmark.Plans(12_000, 45)),
                List.of(new TripBenchmark.Distance(10, times(11, 12, 13), times(66, 66, 66))),
                new Traffic(9, 1),
                new Traffic(9, 7),
                Map.of(1_000, one, 100_000, times(largeTable, 1, 1)),
                Map.of(100, one, 10_000, times(10, 10, 10)),
                Map.of(
                        CrowdBenchmark.KENDALL,
                        new CrowdBenchmark.Throughput(List.of(80.0, 81.0, 82.0), 0),
                        "pgbench",
                        new CrowdBenchmark.Throughput(List.of(pgbench, pgbench, pgbench), 0)),
                Map.of(CompletionBenchmark.TURN, times(2, 2, 2), CompletionBenchmark.ROW, one),
                stored);
    }

    @Test
    void saysWhatIsDearerThanItShouldBe() {
        assertThat(run(1.3, 1, 100, new Traffic(3, 1)).missed()).isEmpty();
        assertThat(run(1.4, 2, 200, new Traffic(1, 2)).missed())
                .containsExactly(
                        "reading takes 1.40 times as long as JDBC alone",
                        "reading grows with all messages to the power of 0.15",
                        "Kendall makes 0.41 of the turns of pgbench",
                        "storing a turn takes 1 statements in 2 flights");
    }

    @Test
    void aFailedTurnIsTold() {
        TurnResults like = run(1, 1, 100, new Traffic(1, 1));
        TurnResults failed = new TurnResults(
                like.started(),
                like.environment(),
                like.server(),
                like.method(),
                like.reading(),
                like.distances(),
                like.flight(),
                like.calls(),
                like.byTable(),
                like.byUser(),
                Map.of(CrowdBenchmark.KENDALL, new CrowdBenchmark.Throughput(List.of(80.0), 2)),
                like.completion(),
                like.stored());

        assertThat(failed.missed()).containsExactly("2 turns failed: Kendall");
    }

    @Test
    void tablesShowEachWayWithItsRatio() {
        assertThat(new TurnReport(run(1.2, 1, 100, new Traffic(1, 1))).tables().lines())
                .contains(
                        "| Kendall | **1.20** | 2.40 | **1.20** | 1.20 to 1.20 |",
                        "| 10 | 11.0 | 66.0 | **5.50** | 5.08 to 6.00 |",
                        "| 10,000 | **10.0** | 20.0 | 10.0 |",
                        "| pgbench | **100** | 0 | **0.810** | 0.800 to 0.820 |",
                        "| a turn | **2.00** | 4.00 | **2.00** | 2.00 to 2.00 |",
                        "One flight: 9 statements, 1 round trip. Store by store: 9 statements, 7 round trips.");
    }

    @Test
    void everyTableRowHasAsManyCellsAsItsHeading() {
        String[] tables =
                new TurnReport(run(1, 1, 100, new Traffic(1, 1))).tables().split("\n\n");

        assertThat(tables)
                .filteredOn(text -> text.startsWith("|"))
                .hasSize(6)
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
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
        TurnResults run = run(1, 1, 100, new Traffic(1, 1));
        Path file = folder.resolve("new").resolve("turn.json");
        ResultJson.write(file, run);

        assertThat(ResultJson.read(file, TurnResults.class)).isEqualTo(run);
    }
}
