package dev.kendall.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.ResultJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
    private static final String MEASURED_AT = "0123456789ab";

    @TempDir
    private Path project;

    private Path page;
    private boolean changed;
    private boolean resting = true;
    private final List<String> ran = new ArrayList<>();
    private Map<String, Integer> statuses = Map.of();
    private final StringWriter out = new StringWriter();

    /** Runs nothing, and tells what it was asked for. */
    private final class Told implements Surroundings {
        @Override
        public int run(String benchmark, List<String> options) {
            ran.add(String.join(" ", benchmark, String.join(" ", options)).strip());
            return statuses.getOrDefault(benchmark, 0);
        }

        @Override
        public boolean hasChangedSince(String commit) {
            assertThat(commit).isEqualTo(MEASURED_AT);
            return changed;
        }

        @Override
        public boolean awaitRest() {
            return resting;
        }
    }

    @BeforeEach
    void makePage() throws Exception {
        page = Files.createDirectories(project.resolve("docs")).resolve("benchmarks.md");
        Files.writeString(page, Demo.place("overview") + Demo.place("one") + Demo.place("two"));
    }

    private int status(String... args) {
        return new CommandLine(new Bench(new Told()))
                .addSubcommand("one", new Demo(project, "one", 0, List.of()))
                .addSubcommand("two", new Demo(project, "two", 0, List.of()))
                .setOut(new PrintWriter(out))
                .execute(args);
    }

    private void keep(String name, double load) throws Exception {
        ResultJson.write(
                project.resolve("kendall-benchmarks/results/" + name + ".json"),
                new Demo.Figure(name, "2026-01-02T03:04:05Z", Demo.machine(load), 3));
    }

    @Test
    void runsWhatWasNeverMeasured() throws Exception {
        keep("one", 0);

        assertThat(status()).isZero();
        assertThat(ran).containsExactly("two");
    }

    @Test
    void runsWhatWasMeasuredOnABusyMachine() throws Exception {
        keep("one", 0);
        keep("two", 1.1);

        assertThat(status()).isZero();
        assertThat(ran).containsExactly("two");
    }

    @Test
    void runsWhatHasChangedSince() throws Exception {
        keep("one", 0);
        keep("two", 0);
        assertThat(status()).isZero();
        assertThat(ran).isEmpty();

        changed = true;
        assertThat(status()).isZero();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void runsAllWhenAskedTo() throws Exception {
        keep("one", 0);
        keep("two", 0);

        assertThat(status("--all", "--force")).isZero();
        assertThat(status("--quick")).isZero();
        assertThat(ran).containsExactly("one --force", "two --force", "one --quick", "two --quick");
    }

    @Test
    void endsWhereOthersKeepTheMachineBusy() {
        resting = false;
        assertThat(status()).isEqualTo(3);
        assertThat(ran).containsExactly("one");

        ran.clear();
        assertThat(status("--force")).isZero();
        assertThat(ran).containsExactly("one --force", "two --force");

        ran.clear();
        statuses = Map.of("one", 3);
        assertThat(status()).isEqualTo(3);
        assertThat(ran).containsExactly("one");
    }

    @Test
    void goesOnAfterAFailureAndTellsIt() {
        statuses = Map.of("one", 1);
        assertThat(status()).isEqualTo(1);
        statuses = Map.of("one", 4);
        assertThat(status()).isEqualTo(4);
        statuses = Map.of("one", 4, "two", 1);
        assertThat(status()).isEqualTo(1);
        assertThat(ran).hasSize(6);
    }

    @Test
    void listsWhatThereIsAndWhatIsDue() throws Exception {
        keep("one", 0);

        assertThat(status("list")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "one                7 min   measured 2026-01-02T03:04:05Z; not due",
                        "                         What is demonstrated",
                        "two                7 min   not measured; due: never measured",
                        "                         What is demonstrated");
        assertThat(ran).isEmpty();
    }

    @Test
    void writesAllReportsAgain() throws Exception {
        keep("one", 0);

        assertThat(status("--report")).isZero();
        assertThat(page)
                .content()
                .contains(
                        "| [`one`](#one) | a figure | nothing | **3.00** | ≤ 1.5 | **no** | 2026-01-02, 0123456789ab |",
                        "|  | the same | nothing else | **3.00** |  |  |  |",
                        "| [`two`](#two) | not measured yet | | | | | |",
                        "figure 3");
        assertThat(project.resolve("docs/images/one.svg")).hasContent("plot of 3");
    }
}
