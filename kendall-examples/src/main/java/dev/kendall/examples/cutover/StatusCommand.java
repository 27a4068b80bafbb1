package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.GateOptions;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Host;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how a cutover stands. */
@Command(
        name = "status",
        description = {
            "Prints the plan, what is owed, what was compared, how long calls take, and the gates before the next stage.",
            "",
            "Counts are those since the stages last changed, of all nodes together."
        })
final class StatusCommand extends OnCutover {
    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page with plots over time, too: one file that needs nothing else. One that is there is replaced.")
    @Nullable
    private Path html;

    StatusCommand(Host host) {
        super(host);
    }

    @Override
    int call(PostgresStorage storage) {
        PostgresCutoverStore store = begun(storage);
        CutoverStatus status = new Cutover(store, GateOptions.defaults()).status();
        new StatusText(status).lines().forEach(out()::println);
        if (html != null) {
            write(html, new StatusPage(status, store.history()).html());
            out().println("The page is " + html + ".");
        }
        return ExitCode.OK;
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILED, "The page " + file + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }
}
