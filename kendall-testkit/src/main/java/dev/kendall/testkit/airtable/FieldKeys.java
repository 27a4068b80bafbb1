package dev.kendall.testkit.airtable;

/**
 * How a record's cells are shown.
 *
 * @param byId under the fields' ids instead of their names
 * @param text every value as a text
 */
record FieldKeys(boolean byId, boolean text) {
    static final FieldKeys NAMES = new FieldKeys(false, false);
}
