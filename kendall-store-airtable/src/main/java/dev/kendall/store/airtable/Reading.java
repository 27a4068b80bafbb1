package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One record while it becomes a row. Nothing is made up in silence: what a row cannot do without and the record does not have, or has in a form
 * that cannot be read, is filled in with a note, kept as an attribute with a note, or rejects the record. Not thread-safe.
 */
final class Reading {
    private final TableLayout table;
    private final UserId user;
    private final UUID id;
    private final Instant recordCreated;
    private final Map<AirtableField, JsonNode> cells;
    private final List<FieldNote> notes = new ArrayList<>();
    private Attributes attributes = Attributes.none();

    Reading(TableLayout table, UserId user, UUID id, Instant recordCreated, Map<AirtableField, JsonNode> cells) {
        this.table = table;
        this.user = user;
        this.id = id;
        this.recordCreated = recordCreated;
        this.cells = cells;
    }

    /** The cells of a record, without the empty ones. */
    static Map<AirtableField, JsonNode> cells(TableLayout table, ObjectNode fields) {
        Map<AirtableField, JsonNode> cells = new EnumMap<>(AirtableField.class);
        table.columns().forEach((field, column) -> {
            JsonNode value = fields.get(column.name());
            if (value != null && !CellValues.isEmpty(value)) {
                cells.put(field, value);
            }
        });
        return cells;
    }

    UserId user() {
        return user;
    }

    UUID id() {
        return id;
    }

    List<FieldNote> notes() {
        return notes;
    }

    /** What was kept as attributes, and the legacy fields that are attributes anyway. */
    Attributes attributes() {
        for (AirtableField field : AirtableField.of(table.table())) {
            JsonNode value = field.isAttribute() ? cell(field) : null;
            if (value != null) {
                attributes = attributes.with(field.defaultName(), attachments(field, value));
            }
        }
        return attributes;
    }

    /** Files are not copied, and their addresses end in two hours: what is kept says which they were. */
    private AttributeValue attachments(AirtableField field, JsonNode value) {
        Column column = table.column(field);
        if (column == null || !column.isAttachment() || !value.isArray()) {
            return CellValues.attribute(value);
        }
        var kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode file : value) {
            ObjectNode one = kept.addObject();
            for (String name : List.of("id", "filename", "type", "size")) {
                if (file.has(name)) {
                    one.set(name, file.get(name));
                }
            }
        }
        note(field, "the files stay in Airtable; their names, types and sizes are kept as an attribute");
        return CellValues.attribute(TextNode.valueOf(kept.toString()));
    }

    void note(AirtableField field, String note) {
        notes.add(new FieldNote(table.nameOf(field), note));
    }

    Unreadable rejected(AirtableField field, String reason) {
        return new Unreadable(table.nameOf(field), reason);
    }

    /** Keeps the cell as it is, as an attribute with the legacy name. */
    void keep(AirtableField field, String why) {
        JsonNode value = cells.get(field);
        if (value != null) {
            attributes = attributes.with(field.defaultName(), CellValues.attribute(value));
            note(field, why + "; kept as the attribute '" + field.defaultName() + "'");
        }
    }

    void attribute(String name, JsonNode value) {
        attributes = attributes.with(name, CellValues.attribute(value));
    }

    /** The cell, or null when it is empty or a formula's error. */
    @Nullable
    JsonNode cell(AirtableField field) {
        JsonNode value = cells.get(field);
        if (value != null && CellValues.isError(value)) {
            note(field, "holds a formula's error, which is taken as empty");
            return null;
        }
        return value;
    }

    /** The text exactly as it is, or null. */
    @Nullable
    String exactText(AirtableField field) {
        JsonNode value = cell(field);
        if (value == null) {
            return null;
        } else if (value.isContainerNode()) {
            if (value.isArray() && value.size() == 1 && value.get(0).isValueNode()) {
                // A look-up of one value.
                return value.get(0).asText();
            }
            throw rejected(field, "it holds a list where a text belongs");
        }
        return value.asText();
    }

    /** The text, or null when it is blank; one that is too long is kept whole as an attribute, and cut. */
    @Nullable
    String text(AirtableField field, int max) {
        String text = exactText(field);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() <= max) {
            return text;
        }
        keep(field, "it has more than " + max + " characters, and is cut");
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }

    String requiredText(AirtableField field, int max) {
        String text = text(field, max);
        if (text == null) {
            throw rejected(field, "it is empty");
        }
        return text;
    }

    /** Up to {@code count} texts of up to {@code max} characters; when some do not fit, all are kept as an attribute. */
    List<String> texts(AirtableField field, int count, int max) {
        JsonNode value = cell(field);
        if (value == null) {
            return List.of();
        }
        List<String> all =
                CellValues.texts(value).stream().filter(each -> !each.isBlank()).toList();
        List<String> fitting =
                all.stream().filter(each -> each.length() <= max).limit(count).toList();
        if (fitting.size() < all.size()) {
            keep(field, "it has more than " + count + " entries, or one of more than " + max + " characters");
        }
        return fitting;
    }

    /** The time, or null when it is empty. What is no time rejects the record: another one would be made up. */
    @Nullable
    Instant time(AirtableField field) {
        JsonNode value = cell(field);
        if (value == null) {
            return null;
        }
        Instant time = value.isNumber()
                ? Instant.ofEpochMilli(value.longValue())
                : parsed(value.asText().strip());
        if (time == null) {
            throw rejected(field, "it is no time in ISO 8601, such as 2026-03-02T12:00:00Z");
        }
        return time;
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** When the thing was created: as the field says, else when the record was. */
    Instant created(AirtableField field) {
        Instant time = time(field);
        if (time == null) {
            if (table.column(field) != null) {
                note(field, "it is empty; the record's own time of creation is taken");
            }
            return recordCreated;
        }
        return time;
    }

    /** When the thing was changed: as the field says, else when it was created. */
    Instant updated(AirtableField field, Instant created) {
        Instant time = time(field);
        if (time == null && table.column(field) != null) {
            note(field, "it is empty; the time of creation is taken");
        }
        return time == null ? created : time;
    }

    /** The number, or null when it is empty. What is no number is kept as an attribute. */
    @Nullable
    BigDecimal number(AirtableField field) {
        JsonNode value = cell(field);
        if (value == null) {
            return null;
        }
        try {
            return value.isNumber()
                    ? value.decimalValue()
                    : new BigDecimal(value.asText().strip());
        } catch (NumberFormatException e) {
            keep(field, "it is no number");
            return null;
        }
    }
}
