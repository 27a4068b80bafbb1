package dev.kendall.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MeasuringCommandTest {
    private static final String PAGE = Demo.place("overview") + Demo.place("demo");

    @TempDir
    private Path project;

    private Path page;
    private Path results;

    private Demo demo(double load) {
        return new Demo(project, "demo", load, List.of());
    }

    private static int status(Demo demo, String... args) {
        return new CommandLine(demo).execute(args);
    }

    @BeforeEach
    void makePage() throws Exception {
        page = Files.createDirectories(project.resolve("docs")).resolve("benchmarks.md");
        results = project.resolve("kendall-benchmarks/results/demo.json");
        Files.writeString(page, PAGE);
    }

    @Test
    void keepsTheResultsAndWritesTheDocs() {
        assertThat(status(demo(0))).isZero();

        assertThat(page)
                .content()
                .contains("figure 1", "| a figure | nothing | **1.00** | ≤ 1.5 | yes |")
                .doesNotContain("old");
        assertThat(project.resolve("docs/images/demo.svg")).hasContent("plot of 1");
        assertThat(results).content().contains("\"figure\" : 1");
    }

    @Test
    void aBusyMachineIsNotMeasuredUnlessForced() {
        Demo busy = demo(1.1);
        assertThat(status(busy)).isEqualTo(3);
        assertThat(busy.measured()).isZero();
        assertThat(page).hasContent(PAGE);

        assertThat(status(busy, "--force")).isZero();
        assertThat(page).content().contains("figure 1", "**on a busy machine**");
    }

    @Test
    void aQuickRunWritesNothing() {
        Demo busy = demo(1.1);
        assertThat(status(busy, "--quick")).isZero();

        assertThat(busy.measured()).isEqualTo(1);
        assertThat(page).hasContent(PAGE);
        assertThat(results).doesNotExist();
    }

    @Test
    void theReportIsWrittenAgainFromTheResults() throws Exception {
        status(demo(0));
        Files.writeString(page, PAGE);
        Demo busy = demo(1.1);

        assertThat(status(busy, "--report")).isZero();
        assertThat(busy.measured()).isZero();
        assertThat(page).content().contains("figure 1");
    }

    @Test
    void theStatusTellsThatSomethingWasMissed() {
        assertThat(status(new Demo(project, "demo", 0, List.of("too slow")))).isEqualTo(4);
        assertThat(page).content().contains("figure 1");
    }
}
