package dev.kendall.examples;

import dev.kendall.embedding.Embedder;
import dev.kendall.examples.chat.ChatCommand;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Terminals;
import dev.kendall.examples.cutover.CutoverCommand;
import dev.kendall.examples.db.DbCommand;
import dev.kendall.examples.evaluate.EvaluateCommand;
import dev.kendall.examples.habits.EvaluateHabitsCommand;
import dev.kendall.examples.learn.LearnCommand;
import dev.kendall.examples.migrate.MigrateCommand;
import dev.kendall.examples.migrate.VerifyCommand;
import dev.kendall.examples.model.BgeSmall;
import dev.kendall.examples.model.OpenAi;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./kendall}. */
@Command(
        name = "kendall",
        description = "Memory for a conversational assistant, to try out.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall chat",
            "  ./kendall chat --input kendall-examples/transcripts/nora.jsonl",
            "  ./kendall db start",
            "  ./kendall migrate --demo",
            "  ./kendall chat --help"
        })
public final class Main implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode = commandLine(host()).execute(arguments);
        } catch (Error e) {
            // Picocli hands over exceptions only.
            System.err.println(Failures.from(e).sentence());
            if (List.of(arguments).contains("--debug")) {
                e.printStackTrace();
            }
            exitCode = ExitCode.FAILED;
        }
        System.exit(exitCode);
    }

    /** The command and its subcommands, in {@code host}. */
    public static CommandLine commandLine(Host host) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new ChatCommand(host))
                .addSubcommand(new LearnCommand(host))
                .addSubcommand(EvaluateCommand.commandLine(host))
                .addSubcommand(new EvaluateHabitsCommand(host))
                .addSubcommand(DbCommand.commandLine(host))
                .addSubcommand(CutoverCommand.commandLine(host))
                .addSubcommand(new MigrateCommand(host))
                .addSubcommand(new VerifyCommand(host))
                .addSubcommand(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed);
        line.getSubcommands().values().forEach(command -> command.setUsageHelpAutoWidth(true));
        return line;
    }

    private static Host host() {
        return new Host(
                System.in,
                Terminals.isTerminal(),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                InstantSource.system(),
                Main::embedder,
                OpenAi::open);
    }

    private static Embedder embedder() {
        try {
            return BgeSmall.load().embedder();
        } catch (IllegalStateException e) {
            throw new CommandFailed(ExitCode.MODEL, Failures.from(e).sentence(), e);
        }
    }

    private static int wrongUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        command.getErr().println("See ./" + command.getCommandSpec().qualifiedName() + " --help.");
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        CommandFailed told = Failures.from(failure);
        command.getOut().flush();
        command.getErr().println(told.sentence());
        if (isDebugging(command)) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return told.exitCode();
    }

    private static boolean isDebugging(CommandLine command) {
        for (CommandLine level = command; level != null; level = level.getParent()) {
            for (CommandSpec mixin : level.getCommandSpec().mixins().values()) {
                if (mixin.userObject() instanceof CommonOptions common && common.debug) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: chat, learn, evaluate, evaluate-habits, migrate, verify, cutover, db or bench.");
    }
}
