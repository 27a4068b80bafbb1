package dev.kendall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.command.Overview;
import dev.kendall.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nobody writes a figure of the docs by hand. */
class DocsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path DOCS = PROJECT.resolve("docs");

    private final Overview all = Overview.of(PROJECT, Main.commandLine().getCommandSpec());

    @Test
    void thePageSaysWhatTheResultsSay() throws Exception {
        String page = Files.readString(DOCS.resolve(Report.PAGE));

        assertThat(all.into(page)).isEqualTo(page);
    }

    @Test
    void thePlotsShowWhatTheResultsSay() throws Exception {
        assertThat(all.reports())
                .flatMap(report -> report.plots().entrySet())
                .isNotEmpty()
                .allSatisfy(plot -> assertThat(DOCS.resolve(plot.getKey())).hasContent(plot.getValue()));
    }

    @Test
    void everyRunSaysWhatIsComparedWithWhat() throws Exception {
        assertThat(all.reports())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(report -> assertThat(report.headlines()).isNotEmpty());
    }
}
