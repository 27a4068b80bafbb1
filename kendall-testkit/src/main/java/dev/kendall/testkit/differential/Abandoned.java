package dev.kendall.testkit.differential;

/** Ends a transaction's work, so that nothing of it is stored. */
final class Abandoned extends Exception {
    private static final long serialVersionUID = 1;

    Abandoned() {
        super("nothing of this transaction is to be stored");
    }
}
