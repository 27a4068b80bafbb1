package dev.kendall.store.airtable;

/** A record cannot become a row. Says which field, and why, without its content. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String field;

    Unreadable(String field, String reason) {
        super(reason, null, false, false);
        this.field = field;
    }

    /** The field's name in the base, or empty. */
    String field() {
        return field;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
