package dev.kendall.examples.learn;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.html.HtmlPage;
import dev.kendall.learning.page.LearningPage;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;

/** Pages of what was learned, as files: one user's is the named file; several users' stand beside it, and the named file links to them. */
final class LearnedPages {
    private static final int MAX_NAME = 60;
    private static final int HASH_BYTES = 6;

    private final LearningPage pages;
    private final Path file;

    /**
     * Of whom how much is known.
     *
     * @param patterns how many patterns hold
     * @param memories how many memories count
     */
    record Known(UserId user, int patterns, int memories) {}

    LearnedPages(LearningPage pages, Path file) {
        this.pages = pages;
        this.file = file;
    }

    /** Writes them; what is there is replaced. */
    void write(List<Known> users, IntConsumer done) {
        if (users.size() == 1) {
            write(file, pages.html(users.get(0).user()));
            done.accept(1);
            return;
        }
        HtmlPage index = new HtmlPage("What was learned of " + users.size() + " users")
                .add("<table><tr><th>User</th><th class='n'>patterns that hold</th><th class='n'>memories</th></tr>");
        int written = 0;
        for (Known each : users) {
            String name = name(each.user());
            write(file.resolveSibling(name), pages.html(each.user()));
            index.add(
                    "<tr><td><a href='%s'><bdi>%s</bdi></a></td><td class='n'>%,d</td><td class='n'>%,d</td></tr>",
                    name, each.user(), each.patterns(), each.memories());
            done.accept(++written);
        }
        write(file, index.add("</table>").end());
    }

    /** A name of its own for every user, on file systems that take upper for lower case too. */
    private String name(UserId user) {
        String whole = String.valueOf(file.getFileName());
        String stem = whole.endsWith(".html") ? whole.substring(0, whole.length() - ".html".length()) : whole;
        String plain = user.value().replaceAll("[^a-z0-9_-]", "_");
        if (plain.equals(user.value()) && plain.length() <= MAX_NAME) {
            return stem + "." + plain + ".html";
        }
        return stem + "." + plain.substring(0, Math.min(MAX_NAME, plain.length())) + "." + hash(user) + ".html";
    }

    private static String hash(UserId user) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(user.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
