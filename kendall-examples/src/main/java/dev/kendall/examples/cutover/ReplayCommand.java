package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries again what was given up. */
@Command(name = "replay", description = "Tries every debt again that was given up.")
final class ReplayCommand extends Steering {
    @Option(names = "--heal", description = "Overwrite what looks newer on the side that follows.")
    private boolean heal;

    ReplayCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        int tried = heal ? cutover.heal() : cutover.replay();
        out().println(Text.count(tried, "debt is", "debts are") + " tried again.");
        return ExitCode.OK;
    }
}
