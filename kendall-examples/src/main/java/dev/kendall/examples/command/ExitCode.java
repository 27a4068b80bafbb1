package dev.kendall.examples.command;

/** The exit codes of every command. 125 is the launcher's: the command could not be started. */
public final class ExitCode {
    /** Everything was done. */
    public static final int OK = 0;
    /** Something failed while running. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** A file that was to be read is missing or wrong. */
    public static final int BAD_INPUT = 3;
    /** The data file or the database could not be read, written or locked. */
    public static final int STORAGE = 4;
    /** A model could not be loaded or asked. */
    public static final int MODEL = 5;

    private ExitCode() {}
}
