package dev.kendall.internal;

/** What is due to a thread that is interrupted. */
public final class Interrupts {
    private Interrupts() {}

    /** Sets the thread's flag again when a client ended its wait for the interrupt's sake: it may have cleared it. */
    public static void keep(RuntimeException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
