package dev.kendall.examples.command;

import dev.kendall.failure.KendallException;
import dev.kendall.failure.ModelFailed;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures as sentences and exit codes. */
public final class Failures {
    private Failures() {}

    /** What ends the command for {@code failure}. */
    public static CommandFailed from(Throwable failure) {
        if (failure instanceof CommandFailed failed) {
            return failed;
        }
        if (failure instanceof KendallException kendall) {
            return new CommandFailed(exitCode(kendall), sentence(String.valueOf(kendall.getMessage())), kendall);
        }
        if (failure instanceof UncheckedIOException io && io.getCause() != null) {
            return from(io.getCause());
        }
        if (failure instanceof IOException io) {
            return new CommandFailed(ExitCode.FAILED, sentence("reading or writing failed: " + reason(io)), io);
        }
        if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
            return new CommandFailed(ExitCode.FAILED, sentence(String.valueOf(failure.getMessage())), failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return new CommandFailed(
                    ExitCode.FAILED, "The memory is full; give more with KENDALL_JAVA_OPTS=-Xmx4g.", failure);
        }
        return new CommandFailed(
                ExitCode.FAILED,
                "Something went wrong that should not (" + failure.getClass().getSimpleName()
                        + "); run the command again with --debug to see where.",
                failure);
    }

    private static int exitCode(KendallException failure) {
        if (failure instanceof StorageRefused || failure instanceof StorageUnavailable) {
            return ExitCode.STORAGE;
        }
        return failure instanceof ModelFailed ? ExitCode.MODEL : ExitCode.FAILED;
    }

    /** Why reading or writing a file failed, without the file's name. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of that name already";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** The text with a capital at its begin and a full stop at its end. */
    private static String sentence(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return "It failed without saying why.";
        }
        String ended = ".!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0 ? stripped : stripped + ".";
        return Character.toUpperCase(ended.charAt(0)) + ended.substring(1);
    }
}
