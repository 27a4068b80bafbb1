package dev.kendall.benchmarks.command;

import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The table of all benchmarks at the top of the page: what each compares, what came of it, and when. */
public final class Overview {
    private static final String NAME = "overview";
    /** Of the time a run began: its date. */
    private static final int DATE = 10;

    private final Path project;
    private final List<MeasuringCommand<?>> benchmarks;

    private Overview(Path project, List<MeasuringCommand<?>> benchmarks) {
        this.project = project;
        this.benchmarks = benchmarks;
    }

    /** Of all benchmarks of this command, or of itself when it is one, by the results in a project's folder. */
    public static Overview of(Path project, CommandSpec command) {
        return new Overview(project, benchmarks(command));
    }

    /** All benchmarks of this command, in order, or itself when it is one. */
    static List<MeasuringCommand<?>> benchmarks(CommandSpec command) {
        List<MeasuringCommand<?>> benchmarks = new ArrayList<>();
        add(command, benchmarks);
        command.subcommands().values().forEach(each -> add(each.getCommandSpec(), benchmarks));
        return List.copyOf(benchmarks);
    }

    private static void add(CommandSpec command, List<MeasuringCommand<?>> benchmarks) {
        if (command.userObject() instanceof MeasuringCommand<?> benchmark) {
            benchmarks.add(benchmark);
        }
    }

    /** What there is to say of each benchmark that was measured. */
    public List<Report> reports() throws IOException {
        List<Report> reports = new ArrayList<>();
        for (MeasuringCommand<?> benchmark : benchmarks) {
            benchmark.kept(project).ifPresent(reports::add);
        }
        return reports;
    }

    /** The page with the table, and with what there is to say of every benchmark, in its place. */
    public String into(String page) throws IOException {
        String filled = Report.place(page, NAME, text());
        for (MeasuringCommand<?> benchmark : benchmarks) {
            Optional<Report> report = benchmark.kept(project);
            filled = report.isPresent()
                    ? report.get().into(filled)
                    : Report.place(filled, benchmark.name(), "Not measured yet.");
        }
        return filled;
    }

    void writeInto(Path docs) throws IOException {
        Path page = docs.resolve(Report.PAGE);
        Files.writeString(page, into(Files.readString(page, StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        StringBuilder table = new StringBuilder(
                "| `./kendall bench` | measured | beside | × | should be | kept | on |\n|---|---|---|---:|---:|---|---|");
        for (MeasuringCommand<?> benchmark : benchmarks) {
            String name = "[`" + benchmark.name() + "`](#" + benchmark.name() + ")";
            Optional<Report> report = benchmark.kept(project);
            if (report.isEmpty()) {
                table.append("\n| ").append(name).append(" | not measured yet | | | | | |");
            } else {
                rows(table, name, report.get());
            }
        }
        return table.toString();
    }

    private static void rows(StringBuilder table, String name, Report report) {
        String measured = measured(report.run());
        String first = name;
        for (Headline headline : report.headlines()) {
            table.append("\n| ")
                    .append(String.join(
                            " | ",
                            first,
                            headline.what(),
                            headline.comparedWith(),
                            "**" + headline.figure() + "**",
                            headline.aim(),
                            headline.aim().isEmpty() ? "" : headline.kept() ? "yes" : "**no**",
                            first.isEmpty() ? "" : measured))
                    .append(" |");
            first = "";
        }
    }

    private static String measured(Run run) {
        return run.started().substring(0, DATE) + ", " + run.environment().commit()
                + (run.environment().isBusy() ? ", **on a busy machine**" : "");
    }
}
