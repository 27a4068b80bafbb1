package dev.kendall.examples.cutover;

import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.rehearse.RehearseCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Steers a move from one storage to another. */
@Command(
        name = "cutover",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        description = {
            "Moves a running application from one storage to another, in stages: OFF, DUAL_WRITE, SHADOW, LIVE, RAMP_DOWN, COMPLETE.",
            "",
            "The plan that all nodes of the application go by is in PostgreSQL, where they share it. A stage begins only when its gates are"
                    + " open; each says why it is or is not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall cutover rehearse",
            "  ./kendall cutover status --postgres postgresql://user@host/database",
            "  ./kendall cutover status --html status.html",
            "  ./kendall cutover advance --share 5",
            "  ./kendall cutover kill"
        })
public final class CutoverCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private CutoverCommand() {}

    /** The command with its own commands, in {@code host}. */
    public static CommandLine commandLine(Host host) {
        return new CommandLine(new CutoverCommand())
                .addSubcommand(new BeginCommand(host))
                .addSubcommand(new StatusCommand(host))
                .addSubcommand(new AdvanceCommand(host))
                .addSubcommand(new RollbackCommand(host))
                .addSubcommand(new KillCommand(host))
                .addSubcommand(new ReviveCommand(host))
                .addSubcommand(new BackfillCommand(host))
                .addSubcommand(new ReplayCommand(host))
                .addSubcommand(new RehearseCommand(host));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: begin, status, advance, rollback, kill, revive, backfill, replay or rehearse.");
    }
}
