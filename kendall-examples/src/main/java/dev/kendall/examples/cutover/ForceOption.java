package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.Decision;
import dev.kendall.cutover.Gate;
import dev.kendall.examples.command.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether shut gates count, and what is said of a decision. */
final class ForceOption {
    @Option(
            names = "--force",
            description =
                    "Go on although gates are shut. Data can be lost behind some of them; each says what it guards.")
    private boolean force;

    Cutover.Force force() {
        return force ? Cutover.Force.OVERRIDE : Cutover.Force.NEVER;
    }

    /** Prints the gates and what was decided; the exit code is 1 when the plan stays as it is. */
    static int print(Decision decision, PrintWriter out) {
        decision.gates().forEach(gate -> out.println(StatusText.gate(gate)));
        if (decision.done()) {
            String overridden = decision.shut().isEmpty()
                    ? ""
                    : " Overridden: "
                            + String.join(
                                    ", ",
                                    decision.shut().stream()
                                            .map(Gate::name)
                                            .map(Enum::name)
                                            .toList()) + ".";
            out.println("Published. " + StatusText.plan(decision.plan()) + overridden);
            return ExitCode.OK;
        }
        out.println("The plan stays as it is, because of gates that are shut.");
        return ExitCode.FAILED;
    }
}
