package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.Decision;
import dev.kendall.examples.command.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves users back. */
@Command(
        name = "rollback",
        description = {
            "Moves users back: ends a share, or, where there is none, moves everyone to the stage before.",
            "",
            "What is owed the other way is settled first, user by user. When a gate is shut the plan stays as it is, and the exit code is 1.",
            "",
            "From COMPLETE it leads to RAMP_DOWN, where the old side follows again; further back than LIVE only after a backfill, which brings it what"
                    + " was written meanwhile."
        })
final class RollbackCommand extends Steering {
    @Mixin
    private ForceOption force = new ForceOption();

    RollbackCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        Decision decision = cutover.rollback(force.force());
        int exitCode = ForceOption.print(decision, out());
        if (decision.done() && decision.plan().copiesAnew()) {
            out().println(
                            "The side that follows lacks what was written while nothing was copied to it. When the plan has taken effect, begin a backfill:"
                                    + " until it is done, BACKFILL keeps users from moving to that side.");
        }
        return exitCode;
    }
}
