package dev.kendall.examples.cutover;

import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Stage;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import java.util.UUID;
import picocli.CommandLine.Command;

/** Publishes a first plan. */
@Command(
        name = "begin",
        description =
                "Begins a cutover with everyone in the stage OFF. Where one was begun, nothing changes, and the exit code is 1.")
final class BeginCommand extends OnCutover {
    BeginCommand(Host host) {
        super(host);
    }

    @Override
    int call(PostgresStorage storage) {
        if (PostgresCutoverStore.find(storage).isPresent()) {
            out().println("A cutover was begun here already.");
            return ExitCode.FAILED;
        }
        // The salt decides whom a share takes in, and hides whom a tombstone is of.
        CutoverPlan first = CutoverPlan.first(Stage.OFF, UUID.randomUUID().toString());
        CutoverPlan plan = PostgresCutoverStore.open(storage, first).plan();
        out().println("The cutover is begun. " + StatusText.plan(plan));
        return ExitCode.OK;
    }
}
