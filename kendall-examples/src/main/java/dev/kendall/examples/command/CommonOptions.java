package dev.kendall.examples.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has in common. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:everything was done",
            "  1:something failed while running",
            "  2:the command line is wrong",
            "  3:a file to be read is missing or wrong",
            "  4:the data file or the database could not be read, written or locked",
            "  5:a model could not be loaded or asked",
            "125:the launcher could not start the command"
        })
public final class CommonOptions {
    /** Whether failures show where they come from. */
    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    public boolean debug;
}
