package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a table that is being described, in their order. The first is the primary field, whose value is the row's title where
 * others link to it. A name that is given again gets the new type in its old place. Not thread-safe.
 */
public final class TableSchema {
    private final Map<String, Declared> fields = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    TableSchema() {}

    /** When a field can be made: after the fields that it needs. */
    enum Rank {
        PLAIN,
        LINK,
        COMPUTED
    }

    record Declared(Rank rank, String type, ObjectNode options) {}

    /** singleLineText. */
    public TableSchema text(String name) {
        return plain(name, "singleLineText");
    }

    /** multilineText, of 100,000 characters at most. */
    public TableSchema longText(String name) {
        return plain(name, "multilineText");
    }

    /**
     * richText, which is rewritten on save: blanks at the end of a line go, items of a list get a {@code -}, bold is
     * {@code **bold**} and italic {@code _italic_}, and one line feed stands at the end, also of a text that is cleared.
     */
    public TableSchema richText(String name) {
        return plain(name, "richText");
    }

    /** email; any text. */
    public TableSchema email(String name) {
        return plain(name, "email");
    }

    /** phoneNumber; any text. */
    public TableSchema phone(String name) {
        return plain(name, "phoneNumber");
    }

    /** url; any text. */
    public TableSchema url(String name) {
        return plain(name, "url");
    }

    /** number. */
    public TableSchema number(String name) {
        return plain(name, "number");
    }

    /** percent: 0.5 is a half. */
    public TableSchema percent(String name) {
        return plain(name, "percent");
    }

    /** checkbox: true, or absent. */
    public TableSchema checkbox(String name) {
        return plain(name, "checkbox");
    }

    /** singleSelect of these options. */
    public TableSchema singleSelect(String name, String... options) {
        return declare(name, Rank.PLAIN, "singleSelect", choices(options));
    }

    /** multipleSelects of these options. */
    public TableSchema multiSelect(String name, String... options) {
        return declare(name, Rank.PLAIN, "multipleSelects", choices(options));
    }

    /** date. */
    public TableSchema date(String name) {
        return plain(name, "date");
    }

    /** dateTime, in milliseconds. */
    public TableSchema dateTime(String name) {
        return plain(name, "dateTime");
    }

    /** multipleAttachments. */
    public TableSchema attachments(String name) {
        return plain(name, "multipleAttachments");
    }

    /** multipleRecordLinks to {@code table}, where a field with this table's name is the other side. */
    public TableSchema link(String name, String table) {
        return declare(name, Rank.LINK, "multipleRecordLinks", Json.object().put("linkedTableId", table));
    }

    /** multipleRecordLinks to {@code table}, where the field {@code inverse} is the other side. */
    public TableSchema link(String name, String table, String inverse) {
        ObjectNode options = Json.object().put("linkedTableId", table).put("inverseName", inverse);
        return declare(name, Rank.LINK, "multipleRecordLinks", options);
    }

    /** createdTime: computed, whole seconds. */
    public TableSchema createdTime(String name) {
        return plain(name, RowTimeType.CREATED);
    }

    /** lastModifiedTime: computed, whole seconds, of all fields. */
    public TableSchema lastModifiedTime(String name) {
        return plain(name, RowTimeType.MODIFIED);
    }

    /** autoNumber: computed, from 1. */
    public TableSchema autoNumber(String name) {
        return plain(name, "autoNumber");
    }

    /** formula: computed, over fields that stand before it and are named as they are called in the end. */
    public TableSchema formula(String name, String formula) {
        return declare(name, Rank.COMPUTED, "formula", Json.object().put("formula", formula));
    }

    /** multipleLookupValues: computed, the values of {@code looked} in the rows that {@code link} links to. */
    public TableSchema lookup(String name, String link, String looked) {
        ObjectNode options = Json.object().put("recordLinkFieldId", link).put("fieldIdInLinkedTable", looked);
        return declare(name, Rank.COMPUTED, "multipleLookupValues", options);
    }

    /** Calls a field that was described before otherwise. */
    public TableSchema rename(String name, String to) {
        require(name);
        names.put(name, to);
        return this;
    }

    /** Takes a field away that was described before. */
    public TableSchema drop(String name) {
        require(name);
        fields.remove(name);
        return this;
    }

    private void require(String name) {
        if (!fields.containsKey(name)) {
            throw new IllegalArgumentException("There is no field \"" + name + "\" among " + fields.keySet() + ".");
        }
    }

    private TableSchema plain(String name, String type) {
        return declare(name, Rank.PLAIN, type, Json.object());
    }

    private TableSchema declare(String name, Rank rank, String type, ObjectNode options) {
        fields.put(name, new Declared(rank, type, options));
        return this;
    }

    private static ObjectNode choices(String... options) {
        ArrayNode choices = Json.array();
        for (String option : options) {
            choices.add(Json.object().put("name", option));
        }
        return Json.object().set("choices", choices);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** What a field is called in the end. */
    String nameOf(String declared) {
        return names.getOrDefault(declared, declared);
    }

    List<String> names() {
        return fields.keySet().stream().map(this::nameOf).toList();
    }

    /** The definitions of one rank, in the metadata API's form. */
    List<JsonNode> definitions(Rank rank) {
        List<JsonNode> definitions = new ArrayList<>();
        fields.forEach((name, declared) -> {
            if (declared.rank() == rank) {
                definitions.add(Json.object()
                        .put("name", nameOf(name))
                        .put("type", declared.type())
                        .set("options", declared.options().deepCopy()));
            }
        });
        return definitions;
    }
}
