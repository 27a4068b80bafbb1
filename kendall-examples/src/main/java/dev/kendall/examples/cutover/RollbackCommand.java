package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.examples.command.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves users back. */
@Command(
        name = "rollback",
        description = {
            "Moves users back: ends a share, or, where there is none, moves everyone to the stage before.",
            "",
            "What is owed the other way is settled first, user by user. When a gate is shut the plan stays as it is, and the exit code is 1."
        })
final class RollbackCommand extends Steering {
    @Mixin
    private ForceOption force = new ForceOption();

    RollbackCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        return ForceOption.print(cutover.rollback(force.force()), out());
    }
}
