package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import picocli.CommandLine.Command;

/** Ends what kill began. */
@Command(name = "revive", description = "Ends kill: what is owed is settled, and reads are compared again.")
final class ReviveCommand extends Steering {
    ReviveCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        out().println(StatusText.plan(cutover.revive()));
        return ExitCode.OK;
    }
}
