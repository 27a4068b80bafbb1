package dev.kendall.store.airtable;

/** The fields that Kendall has in every table for what no legacy field holds. */
enum KendallField {
    /** The row's id. */
    ID("Kendall Id", "singleLineText"),
    /** Whose row it is. */
    USER("Kendall User", "singleLineText"),
    /** The row as JSON, with marks of the cells it was written beside. */
    ROW("Kendall Row", "multilineText");

    private final String title;
    private final String type;

    KendallField(String title, String type) {
        this.title = title;
        this.type = type;
    }

    /** What the field is called. */
    String title() {
        return title;
    }

    /** Its type in Airtable's schema. */
    String type() {
        return type;
    }
}
