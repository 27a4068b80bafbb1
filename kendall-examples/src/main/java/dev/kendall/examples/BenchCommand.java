package dev.kendall.examples;

import dev.kendall.examples.command.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./kendall bench}, for its place in the list of commands: the script starts it from a build of its own, with what Kendall is compared
 * with, and never comes here.
 */
@Command(
        name = "bench",
        description = "Measures Kendall beside what it is compared with; ./kendall bench list shows what there is.")
final class BenchCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Measuring is started by the script ./kendall in the project's folder.");
    }
}
