package dev.kendall.store.postgres.document;

import java.util.List;

/**
 * A table as the catalog describes it.
 *
 * @param comment empty when there is none
 * @param primaryKey its columns
 * @param uniques other unique keys, each its columns
 * @param indexes those that no key stands for
 */
record Table(
        String name,
        String comment,
        List<Column> columns,
        List<String> primaryKey,
        List<List<String>> uniques,
        List<ForeignKey> foreignKeys,
        List<Index> indexes) {
    /**
     * A column.
     *
     * @param value the expression of its default, empty when there is none
     * @param comment empty when there is none
     */
    record Column(String name, String type, boolean required, String value, String comment) {}

    /**
     * A foreign key.
     *
     * @param cascading whether a row goes with the one that it refers to
     */
    record ForeignKey(List<String> columns, String target, List<String> targetColumns, boolean cascading) {
        /** The column that it is about: the first one is most often the user. */
        String column() {
            return columns.get(columns.size() - 1);
        }

        /** What {@link #column} refers to. */
        String targetColumn() {
            return targetColumns.get(targetColumns.size() - 1);
        }
    }

    /**
     * An index.
     *
     * @param definition the method and all behind it
     */
    record Index(String name, boolean unique, String definition) {}

    /** Where the column stands, from 0. */
    int position(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the table " + name + " has no column " + column);
    }
}
