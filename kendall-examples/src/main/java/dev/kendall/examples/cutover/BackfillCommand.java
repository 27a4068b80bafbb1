package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import picocli.CommandLine.Command;

/** Begins a backfill. */
@Command(
        name = "backfill",
        description =
                "Begins to copy what was stored before both sides were written. The application's workers do it; status says how far"
                        + " they are.")
final class BackfillCommand extends Steering {
    BackfillCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        out().println("The backfill is begun, under plan " + cutover.backfill().epoch() + ".");
        return ExitCode.OK;
    }
}
