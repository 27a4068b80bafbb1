package dev.kendall.benchmarks.command;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.ResultJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A command that measures unless others keep the machine busy, keeps the results and writes them into the docs.
 *
 * @param <R> a run, as it is kept
 */
@Command(sortOptions = false, exitCodeListHeading = "%nExit status:%n")
public abstract class MeasuringCommand<R> implements Callable<Integer> {
    private static final int BUSY = 3;
    private static final int MISSED = 4;

    private final Path results;
    private final Path docs;
    private final Class<R> type;

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

    /**
     * A command whose working folder is the project's root.
     *
     * @param name of the file with the results
     */
    protected MeasuringCommand(String name, Class<R> type) {
        this(Path.of(""), name, type);
    }

    MeasuringCommand(Path project, String name, Class<R> type) {
        this.results = project.resolve(Path.of("kendall-benchmarks", "results", name + ".json"));
        this.docs = project.resolve("docs");
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

    Environment here() {
        return Environment.here();
    }

    @Override
    public final Integer call() throws Exception {
        if (reportOnly) {
            writeDocs();
            return 0;
        }
        Environment here = here();
        if (here.isBusy() && !force && !quick) {
            System.err.printf(
                    "kendall-benchmarks: the load average is %s, above half of the %d cores: others keep this machine busy, and the"
                            + " results in %s stay as they are. Wait until it is quiet, or measure all the same with --force.%n",
                    here.load(), here.cores(), results);
            return BUSY;
        }
        R run = measure(here);
        System.out.printf("%n%s%n%n", report(run).tables());
        if (quick) {
            System.out.println("A quick run: too short to judge by, and nothing was written.");
            return 0;
        }
        ResultJson.write(results, run);
        List<Path> written = new ArrayList<>(List.of(results));
        written.addAll(writeDocs());
        System.out.println("Written: " + written.stream().map(Path::toString).collect(Collectors.joining(", ")));
        List<String> missed = missed(run);
        missed.forEach(what -> System.err.println("kendall-benchmarks: " + what));
        return missed.isEmpty() ? 0 : MISSED;
    }

    /** From the file, so that the page is what a test makes of it. */
    private List<Path> writeDocs() throws Exception {
        return report(ResultJson.read(results, type)).writeInto(docs);
    }
}
