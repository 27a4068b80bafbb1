package dev.kendall.cutover;

/** Ends a transaction that has to be run again in another way. Never leaves this package. */
abstract class Redirection extends RuntimeException {
    private static final long serialVersionUID = 1;

    Redirection(String message) {
        super(message, null, false, false);
    }
}
