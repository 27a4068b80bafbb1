package dev.kendall.examples.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes at its end; one that is there is replaced. */
public record OutputFile(Path path) {
    /**
     * Checks before long work that it can be written.
     *
     * @throws CommandFailed when its folder is not there, or it is a folder itself
     */
    public void check() {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailed(
                    ExitCode.USAGE, path + " cannot be written: its folder is not there; make it, or name another.");
        }
        if (Files.isDirectory(path)) {
            throw new CommandFailed(ExitCode.USAGE, path + " cannot be written: it is a folder; name a file.");
        }
    }

    /**
     * Writes it.
     *
     * @throws CommandFailed when it cannot be written
     */
    public void write(String content) {
        try {
            Files.writeString(path, content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, path + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }
}
