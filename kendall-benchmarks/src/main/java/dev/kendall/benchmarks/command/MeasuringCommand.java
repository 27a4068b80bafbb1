package dev.kendall.benchmarks.command;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.ResultJson;
import dev.kendall.benchmarks.report.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that measures unless others keep the machine busy, keeps the results and writes them into the docs.
 *
 * @param <R> a run, as it is kept
 */
@Command(
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured, and all is as it should be",
            "1:what is measured or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but something is not as it should be; the message says what"
        },
        footer = {
            "",
            "Writes kendall-benchmarks/results/, docs/benchmarks.md and docs/images/. How long it takes: ./kendall bench list."
        })
public abstract class MeasuringCommand<R extends Run> implements Callable<Integer> {
    static final int MEASURED = 0;
    static final int FAILED = 1;
    static final int BUSY = 3;
    static final int MISSED = 4;

    private final String name;
    private final Duration takes;
    private final Path project;
    private final Class<R> type;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description = "Only show that everything runs, in two minutes or less. Writes nothing into the project.")
    private boolean quick;

    @Option(names = "--force", description = "Measure even when others keep the machine busy. The results will say so.")
    private boolean force;

    @Option(
            names = "--report",
            description = "Measure nothing; write tables and plots again from the results that are there.")
    private boolean reportOnly;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it itself
    private boolean help;

    private Consumer<String> progress = System.err::println;

    /**
     * A command whose working folder is the project's root.
     *
     * @param name of the command, of the file with the results and of the part of the page
     * @param minutes that measuring takes on a quiet machine, about
     */
    protected MeasuringCommand(String name, int minutes, Class<R> type) {
        this(Path.of(""), name, minutes, type);
    }

    MeasuringCommand(Path project, String name, int minutes, Class<R> type) {
        this.name = name;
        this.takes = Duration.ofMinutes(minutes);
        this.project = project;
        this.type = type;
    }

    /** Measures. */
    protected abstract R measure(Environment here) throws Exception;

    /** What the docs say of a run. */
    protected abstract Report report(R run);

    /** What is not as it should be, in words; empty when all is. */
    protected abstract List<String> missed(R run);

    /** Whether the run only shows that everything runs. */
    protected final boolean isQuick() {
        return quick;
    }

    /** Is told what is done. */
    protected final Consumer<String> progress() {
        return progress;
    }

    Environment here() {
        return Environment.here();
    }

    String name() {
        return name;
    }

    /** What it measures, in a line. */
    String title() {
        return String.join(" ", spec.usageMessage().header());
    }

    /** About how long it measures, on a quiet machine. */
    Duration takes() {
        return takes;
    }

    /** What the docs say of the results that are there. */
    final Optional<Report> kept() throws IOException {
        return kept(project);
    }

    /** The same in another project's folder. */
    final Optional<Report> kept(Path of) throws IOException {
        Path results = results(of);
        return Files.exists(results) ? Optional.of(report(ResultJson.read(results, type))) : Optional.empty();
    }

    private Path results(Path of) {
        return of.resolve(Path.of("kendall-benchmarks", "results", name + ".json"));
    }

    @Override
    public final Integer call() throws Exception {
        if (reportOnly) {
            writeDocs();
            return MEASURED;
        }
        Path results = results(project);
        Environment here = here();
        if (here.isBusy() && !force && !quick) {
            System.err.printf(
                    "kendall bench: the load average is %s, above half of the %d cores: others keep this machine busy, and the"
                            + " results in %s stay as they are. Wait until it is quiet, or measure all the same with --force.%n",
                    here.load(), here.cores(), results);
            return BUSY;
        }
        progress = quick ? Progress.begin() : Progress.begin(takes);
        R run = measure(here);
        System.out.printf("%n%s%n%n", report(run).tables());
        if (quick) {
            System.out.println("A quick run: too short to judge by, and nothing was written.");
            return MEASURED;
        }
        ResultJson.write(results, run);
        List<Path> written = new ArrayList<>(List.of(results));
        written.addAll(writeDocs());
        System.out.println("Written: " + written.stream().map(Path::toString).collect(Collectors.joining(", ")));
        List<String> missed = missed(run);
        missed.forEach(what -> System.err.println("kendall bench: " + what));
        return missed.isEmpty() ? MEASURED : MISSED;
    }

    /** From the file, so that the page is what a test makes of it. */
    final List<Path> writeDocs() throws IOException {
        Optional<Report> report = kept();
        List<Path> written = new ArrayList<>();
        if (report.isPresent()) {
            written.addAll(report.get().writeInto(project.resolve("docs")));
        }
        Overview.of(project, spec.root()).writeInto(project.resolve("docs"));
        return written;
    }
}
