package dev.kendall.examples.command;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person sits at the other end. */
public final class Terminals {
    private Terminals() {}

    /** Whether both standard input and standard output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // both ways are meant
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console also where there is no terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return true;
        }
    }
}
