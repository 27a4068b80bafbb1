package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.Decision;
import dev.kendall.cutover.Ramp;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves users to the next stage. */
@Command(
        name = "advance",
        description = {
            "Moves everyone, or a share of the users, to the next stage, when its gates are open.",
            "",
            "Prints each gate with its reason. When one is shut the plan stays as it is, and the exit code is 1."
        })
final class AdvanceCommand extends Steering {
    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description =
                    "Move only so many of the users, 0.01 to 100 %%; a larger share keeps those of a smaller one. Default: everyone.")
    @Nullable
    private Double share;

    @Mixin
    private ForceOption force = new ForceOption();

    AdvanceCommand(Host host) {
        super(host);
    }

    @Override
    int call(Cutover cutover) {
        Decision decision =
                share == null ? cutover.advance(force.force()) : cutover.ramp(buckets(share), force.force());
        return ForceOption.print(decision, out());
    }

    private static int buckets(double percent) {
        long buckets = Math.round(percent / 100 * Ramp.WHOLE);
        if (buckets < 1 || buckets > Ramp.WHOLE) {
            throw new CommandFailed(ExitCode.USAGE, "--share is " + percent + "; it must be from 0.01 to 100.");
        }
        return (int) buckets;
    }
}
