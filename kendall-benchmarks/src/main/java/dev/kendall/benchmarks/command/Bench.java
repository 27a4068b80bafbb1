package dev.kendall.benchmarks.command;

import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./kendall bench}: measures all that is due, one benchmark after the other. */
@Command(
        name = "kendall bench",
        sortOptions = false,
        synopsisSubcommandLabel = "[list | BENCHMARK]",
        description = {
            "Measures Kendall, each figure beside what it is compared with in the same run. Without a benchmark's name it measures all that are due: never"
                    + " measured, measured while others kept the machine busy, or before Kendall changed. Keep the machine quiet meanwhile; what was"
                    + " interrupted goes on with what is left.",
            ""
        },
        commandListHeading = "%nBenchmarks:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured, and all is as it should be",
            "1:a benchmark failed; the others were measured",
            "2:wrong usage",
            "3:others keep the machine busy, nothing more was measured",
            "4:measured, but something is not as it should be; the messages say what",
            "125:could not be built or started"
        },
        footer = {
            "",
            "Writes kendall-benchmarks/results/, docs/benchmarks.md and docs/images/.",
            "./kendall bench --jmh ... hands everything behind it to JMH itself, for a profiler or a single benchmark."
        })
public final class Bench implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "Measure all benchmarks, not only those that are due.")
    private boolean all;

    @Option(
            names = "--quick",
            description =
                    "Only show that every benchmark runs, in two minutes each or less. Writes nothing into the project.")
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
     * The command.
     *
     * @param main the class that has its main method
     */
    public Bench(Class<?> main) {
        this(new ThisMachine(main.getName()));
    }

    Bench(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<MeasuringCommand<?>> benchmarks = Overview.benchmarks(spec);
        if (reportOnly) {
            for (MeasuringCommand<?> benchmark : benchmarks) {
                benchmark.writeDocs();
            }
            return MeasuringCommand.MEASURED;
        }
        Map<MeasuringCommand<?>, String> chosen = new LinkedHashMap<>();
        for (MeasuringCommand<?> benchmark : benchmarks) {
            Optional<String> due = due(benchmark);
            if (all || quick || due.isPresent()) {
                chosen.put(benchmark, due.orElse("asked for"));
            }
        }
        announce(chosen);
        return measure(List.copyOf(chosen.keySet()));
    }

    /** Shows all benchmarks. */
    @Command(
            name = "list",
            header = "What there is to measure, how long it takes, and what is due",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    int list() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (MeasuringCommand<?> benchmark : Overview.benchmarks(spec)) {
            Optional<Report> report = benchmark.kept();
            out.printf(
                    Locale.ROOT,
                    "%-16s %3d min   %s; %s%n                         %s%n",
                    benchmark.name(),
                    benchmark.takes().toMinutes(),
                    report.map(kept -> "measured " + kept.run().started()).orElse("not measured"),
                    due(benchmark).map(why -> "due: " + why).orElse("not due"),
                    benchmark.title());
        }
        out.flush();
        return MeasuringCommand.MEASURED;
    }

    /** Why it is to be measured; empty when it is not. */
    private Optional<String> due(MeasuringCommand<?> benchmark) throws IOException, InterruptedException {
        Optional<Report> report = benchmark.kept();
        if (report.isEmpty()) {
            return Optional.of("never measured");
        }
        Run run = report.get().run();
        if (run.environment().isBusy()) {
            return Optional.of("others kept the machine busy");
        }
        String commit = run.environment().commit();
        return surroundings.hasChangedSince(commit) ? Optional.of("changed since commit " + commit) : Optional.empty();
    }

    private void announce(Map<MeasuringCommand<?>, String> chosen) {
        if (chosen.isEmpty()) {
            System.err.println("Nothing is due; --all measures all the same.");
            return;
        }
        if (quick) {
            System.err.println(chosen.size() + " quick runs, two minutes each or less.");
            return;
        }
        Duration whole = chosen.keySet().stream().map(MeasuringCommand::takes).reduce(Duration.ZERO, Duration::plus);
        System.err.printf(
                "%d to measure, about %d h %02d min on a quiet machine:%n",
                chosen.size(), whole.toHours(), whole.toMinutesPart());
        chosen.forEach((benchmark, why) -> System.err.printf(
                "  %-16s %3d min, %s%n", benchmark.name(), benchmark.takes().toMinutes(), why));
    }

    private int measure(List<MeasuringCommand<?>> benchmarks) throws IOException, InterruptedException {
        boolean failed = false;
        boolean missed = false;
        for (int i = 0; i < benchmarks.size(); i++) {
            if (i > 0 && !quick && !force && !surroundings.awaitRest()) {
                System.err.println(
                        "kendall bench: the machine does not come to rest: others keep it busy. The same command goes on with "
                                + benchmarks.get(i).name() + ".");
                return MeasuringCommand.BUSY;
            }
            System.err.printf("%n== %s, %d of %d%n", benchmarks.get(i).name(), i + 1, benchmarks.size());
            int status = surroundings.run(benchmarks.get(i).name(), options());
            if (status == MeasuringCommand.BUSY) {
                return status;
            }
            failed |= status != MeasuringCommand.MEASURED && status != MeasuringCommand.MISSED;
            missed |= status == MeasuringCommand.MISSED;
        }
        if (failed) {
            return MeasuringCommand.FAILED;
        }
        return missed ? MeasuringCommand.MISSED : MeasuringCommand.MEASURED;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (quick) {
            options.add("--quick");
        }
        if (force) {
            options.add("--force");
        }
        return options;
    }
}
