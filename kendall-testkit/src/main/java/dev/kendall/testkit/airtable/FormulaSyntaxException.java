package dev.kendall.testkit.airtable;

/** A formula that is none; the message says why, as Airtable would. */
final class FormulaSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    FormulaSyntaxException(String why) {
        super(why);
    }

    static FormulaSyntaxException malformed() {
        return new FormulaSyntaxException("Invalid formula. Please check your formula text.");
    }
}
