package dev.kendall.testkit.airtable;

/**
 * The circumstances of one cell's writing.
 *
 * @param typecast whether values of other types are converted, and missing options and linked rows are made
 * @param edit the batch that it belongs to
 */
record CellWriting(Field field, boolean typecast, Edit edit) {
    ApiFailure refused() {
        return ApiFailure.value(field.name());
    }
}
