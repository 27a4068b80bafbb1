package dev.kendall.examples.command;

import org.jspecify.annotations.Nullable;

/** Ends a command, or one line of a conversation, with one sentence and an exit code. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String sentence;

    /** Says in one sentence what failed and what to do. */
    public CommandFailed(int exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    /** Says in one sentence what failed and what to do, for a reason. */
    public CommandFailed(int exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
        this.sentence = sentence;
    }

    /** What failed and what to do. */
    public String sentence() {
        return sentence;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
