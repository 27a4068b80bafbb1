package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Text;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.thread.ThreadId;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Threads, export and erasure. */
final class DataCommands {
    private static final String CONFIRMATION = "ERASE";
    private static final String EXPORT = "/export FILE";

    private DataCommands() {}

    static List<SlashCommand> all() {
        return List.of(
                new SlashCommand(
                        "/thread [NAME]", "list the conversations, or go on in another one", DataCommands::thread),
                new SlashCommand(
                        EXPORT, "write everything about you to a new file, as JSON lines", DataCommands::export));
    }

    private static void thread(Session session, String argument) {
        if (!argument.isEmpty()) {
            session.enter(ThreadId.of(argument));
            session.out().println("Now in the thread " + Text.snippet(argument, 60) + ".");
            return;
        }
        session.out()
                .println("Now in the thread " + Text.snippet(session.thread().value(), 60) + ".");
        session.storage()
                .threads()
                .list(session.user(), PageRequest.first(50))
                .items()
                .forEach(thread -> session.out()
                        .printf(
                                "  %s, last active %s%n",
                                Text.snippet(thread.id().value(), 60), session.local(thread.lastActive())));
    }

    private static void export(Session session, String argument) {
        Path file = path(SlashCommands.required(argument, EXPORT));
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            long lines = session.kendall().export(session.user(), writer);
            session.out().println("Wrote " + Text.count(lines, "line", "lines") + " to " + file + ".");
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, file + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandFailed(ExitCode.FAILED, "That cannot be the name of a file.", e);
        }
    }

    /** Destroys everything about the user, once it is confirmed. */
    static void erase(Session session) {
        session.out()
                .println("This destroys everything about " + session.user() + ", for good. Type " + CONFIRMATION
                        + " to do it; anything else keeps it.");
        session.out().flush();
        String typed = session.lines().read("erase> ");
        if (typed == null || !typed.strip().equals(CONFIRMATION)) {
            session.out().println("Nothing was erased.");
            return;
        }
        ErasureReceipt receipt = session.kendall().erase(session.user());
        session.list(List.of());
        session.offerEarlierLines();
        session.out().println("Erased at " + receipt.erasedAt() + ":");
        receipt.counts()
                .forEach((kind, count) -> session.out()
                        .printf(
                                "  %-16s %d%n",
                                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
    }
}
