package dev.kendall.benchmarks.postgres.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.ResultJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportReportTest {
    private static final ImportResults RUN = new ImportResults(
            "2026-01-01T00:00:00Z",
            new Environment("A processor", 4, 15.5, "An OS", "A JVM", "1.2.3", "abc", 0.5),
            "PostgreSQL 17",
            30_000,
            3,
            Map.of(
                    ImportWays.COPY,
                    new Rates(List.of(20_000.0, 10_000.0, 40_000.0)),
                    ImportWays.KENDALL,
                    new Rates(List.of(15_000.0, 9_000.0, 16_000.0))),
            Map.of(ImportWays.COPY, new Rates(List.of(5_000.0, 5_000.0, 5_000.0))));

    @Test
    void tablesShowEachWayWithItsRatioToCopyRoundByRound() {
        assertThat(new ImportReport(RUN).tables().lines())
                .containsExactly(
                        "| messages | rows a second | × COPY | of a round |",
                        "|---|---:|---:|---:|",
                        "| COPY | **20,000** | **1.00** | 1.00 to 1.00 |",
                        "| PostgresImport | **15,000** | **0.750** | 0.400 to 0.900 |",
                        "",
                        "| messages with vectors | rows a second | × COPY | of a round |",
                        "|---|---:|---:|---:|",
                        "| COPY | **5,000** | **1.00** | 1.00 to 1.00 |");
    }

    @Test
    void saysWhatWasImportedOnWhat() {
        assertThat(new ImportReport(RUN).text())
                .contains("| server | PostgreSQL 17 |", "| imports | 30,000 messages, 3 rounds |");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("import.json");
        ResultJson.write(file, RUN);

        assertThat(ResultJson.read(file, ImportResults.class)).isEqualTo(RUN);
    }
}
