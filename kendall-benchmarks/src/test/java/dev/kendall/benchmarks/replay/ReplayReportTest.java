package dev.kendall.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.replay.ReplayResults.CrowdFigures;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.ResultJson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReportTest {
    private static final ReplayResults RUN = run(0);

    private static ReplayResults run(long pacedRefused) {
        return new ReplayResults(
                "2026-01-01T00:00:00Z",
                new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
                "PostgreSQL 17",
                540,
                List.of(
                        new CrowdFigures(
                                1, ReplayBenchmark.LEGACY, new Performance(List.of(4.0, 5.0, 3.0), List.of()), 60, 0),
                        new CrowdFigures(
                                10, ReplayBenchmark.LEGACY, new Performance(List.of(), List.of(540.0)), 30, 17),
                        new CrowdFigures(
                                10, ReplayBenchmark.PACED, new Performance(List.of(40.0), List.of()), 20, pacedRefused),
                        new CrowdFigures(
                                1, ReplayBenchmark.KENDALL, new Performance(List.of(0.02), List.of()), 11, 0)));
    }

    @Test
    void tableGoesCrowdByCrowdAndMarksWhatIsOnlyKnownToBeLonger() {
        assertThat(new ReplayReport(RUN).tables().lines().skip(2))
                .containsExactly(
                        "| legacy on Airtable | 1 | 3 | 3 | **4.00** | 5.00 | 20.0 | 60 | 0 |",
                        "| Kendall | 1 | 1 | 1 | **0.0200** | 0.0200 | 11.0 | 11 | 0 |",
                        "| legacy on Airtable | 10 | 1 | 0 | **> 540** | > 540 | 30.0 | 30 | 17 |",
                        "| legacy, paced | 10 | 1 | 1 | **40.0** | 40.0 | 20.0 | 20 | 0 |");
    }

    @Test
    void saysHowManyMessagesWerePlayed() {
        assertThat(new ReplayReport(RUN).text())
                .contains("| messages | 6 played, of which 1 were cut off after 540 s |");
    }

    @Test
    void chartSaysWhatIsOnlyKnownToBeLonger() {
        assertThat(new ReplayReport(RUN).plots().values())
                .singleElement()
                .asString()
                .contains(">more than 540 s<", ">10 users at once<", ">1 user<", ">0.0200 s<");
    }

    @Test
    void aPacedClientThatWasRefusedAndACutOffMessageOfKendallsAreMissed() {
        assertThat(RUN.missed()).isEmpty();
        assertThat(run(2).missed()).singleElement().asString().contains("refused 2 times");
        ReplayResults slow = new ReplayResults(
                RUN.started(),
                RUN.environment(),
                RUN.server(),
                RUN.limitSeconds(),
                List.of(new CrowdFigures(
                        2, ReplayBenchmark.KENDALL_AFAR, new Performance(List.of(1.0), List.of(120.0)), 11, 0)));
        assertThat(slow.missed()).singleElement().asString().contains("1 messages of 2 users");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("replay.json");
        ResultJson.write(file, RUN);

        assertThat(ResultJson.read(file, ReplayResults.class)).isEqualTo(RUN);
    }
}
