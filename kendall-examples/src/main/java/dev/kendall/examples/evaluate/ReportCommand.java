package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.OutputFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the results that are kept in the project into its documents. */
@Command(
        name = "report",
        description = {
            "Writes the results in docs/evaluation/results into the tables of docs/evaluation/README.md, and every figure of that page"
                    + " and of README.md that names its table as it stands there. For those who work on Kendall; a test fails when the"
                    + " documents say something else than the results."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./kendall evaluate report")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--project",
            paramLabel = "FOLDER",
            description = "The root of the checkout. Default: the current folder.")
    private Path project = Path.of("");

    @Override
    public Integer call() {
        new EvaluationDocs(project).pages().forEach((page, text) -> {
            new OutputFile(project.resolve(page)).write(text);
            spec.commandLine().getOut().println("Written: " + page);
        });
        return ExitCode.OK;
    }
}
