package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import picocli.CommandLine.Command;

/** Leaves the other side alone. */
@Command(
        name = "kill",
        description = {
            "Leaves the side that follows alone, at once: nothing is copied to it, and nothing read from it.",
            "",
            "The authority stays where it is, and what is written meanwhile stays owed. Nodes learn of it with their next look at the plan,"
                    + " some seconds later."
        })
final class KillCommand extends Steering {
    KillCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        out().println(StatusText.plan(cutover.kill()));
        return ExitCode.OK;
    }
}
