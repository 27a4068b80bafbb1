package dev.kendall.store.postgres.document;

import dev.kendall.store.postgres.document.Table.Column;
import dev.kendall.store.postgres.document.Table.ForeignKey;
import dev.kendall.store.postgres.document.Table.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables as Markdown: what each holds, its columns, keys and indexes. */
final class SchemaText {
    private final List<Table> tables;

    SchemaText(List<Table> tables) {
        this.tables = tables;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        section(text, Groups.FIRST, Groups.first(tables));
        Groups.of(tables)
                .forEach((title, columns) -> section(
                        text, title, columns.stream().flatMap(List::stream).toList()));
        return text.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder text, String title, List<Table> tables) {
        text.append("## ").append(title).append("\n\n");
        tables.forEach(table -> describe(text, table));
    }

    private static void describe(StringBuilder text, Table table) {
        text.append("### ").append(table.name()).append("\n");
        if (!table.comment().isEmpty()) {
            text.append(table.comment()).append("\n");
        }
        text.append("\n| column | type | default | |\n|---|---|---|---|\n");
        for (Column column : table.columns()) {
            text.append("| ")
                    .append(table.primaryKey().contains(column.name()) ? "**" + column.name() + "**" : column.name())
                    .append(" | ")
                    .append(column.type())
                    .append(column.required() ? "" : ", null")
                    .append(" | ")
                    .append(column.value().isEmpty() ? "" : "`" + column.value() + "`")
                    .append(" | ")
                    .append(column.comment().replace("|", "\\|"))
                    .append(" |\n");
        }
        text.append('\n');
        notes(table).forEach(note -> text.append("- ").append(note).append('\n'));
        text.append('\n');
    }

    private static List<String> notes(Table table) {
        List<String> notes = new ArrayList<>();
        notes.add("primary key " + columns(table.primaryKey()));
        table.uniques().forEach(unique -> notes.add("unique " + columns(unique)));
        for (ForeignKey key : table.foreignKeys()) {
            notes.add(columns(key.columns()) + " refers to [" + key.target() + "](#" + key.target() + ")"
                    + (key.cascading() ? ", and goes with it" : ""));
        }
        for (Index index : table.indexes()) {
            notes.add(
                    (index.unique() ? "unique index `" : "index `") + index.name() + "`: `" + index.definition() + "`");
        }
        return notes;
    }

    private static String columns(List<String> columns) {
        return columns.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
