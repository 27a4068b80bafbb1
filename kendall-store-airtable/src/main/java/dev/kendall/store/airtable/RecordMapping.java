package dev.kendall.store.airtable;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.StorageRefused;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.UserId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records of one table as rows, and back. Pure.
 *
 * <p>A record that Kendall has written holds its row twice: in the legacy fields, for the legacy application, and as JSON in {@link
 * KendallField#ROW}, with everything that those cannot hold: versions, attributes, microseconds. Beside the JSON stands a mark of every legacy cell
 * as it was written. A cell whose mark is another by now was changed by the legacy application or by a person: then the cell counts, and the row is
 * one version on.
 *
 * <p>Comparing the cells with what the JSON says they should be, without marks, was rejected: a field that is added to the base later, or an
 * option to a select, would look like a change.
 */
final class RecordMapping {
    /** A little less than Airtable's 100,000 characters of a long text. */
    private static final int MAX_ROW = 99_000;

    private static final String JSON_ROW = "row";
    private static final String JSON_MARKS = "cells";
    private static final String JSON_ELSEWHERE = "elsewhere";

    /**
     * A row that was read.
     *
     * @param isStamped whether Kendall has written the record
     */
    record Decoded(StoredRow row, List<FieldNote> notes, boolean isStamped) {}

    private final String base;
    private final TableLayout table;
    private final RowMapping rows;

    RecordMapping(AirtableOptions options, TableLayout table) {
        this.base = options.base();
        this.table = table;
        this.rows = switch (table.table()) {
            case USERS -> new UserMapping();
            case MESSAGES -> new MessageMapping();
            case CONTACTS -> new ContactMapping(options.region());
            case PATTERNS -> new PatternMapping();
            case MEMORIES -> new MemoryMapping();
            case THREADS -> new ThreadMapping();
        };
    }

    TableLayout table() {
        return table;
    }

    /** What stands in one of Kendall's own fields, or null. */
    @Nullable
    String kendall(AirtableRecord record, KendallField field) {
        JsonNode value = table.kendall().contains(field) ? record.fields().get(field.title()) : null;
        return value == null || !value.isTextual() || value.textValue().isBlank() ? null : value.textValue();
    }

    /**
     * The row that the user's record is.
     *
     * @throws Unreadable when it is none
     */
    Decoded decode(AirtableRecord record, UserId user) {
        try {
            String json = kendall(record, KendallField.ROW);
            return json == null ? fresh(record, user) : stamped(record, user, json);
        } catch (IllegalArgumentException e) {
            // The records of the domain say what is wrong, and quote nothing.
            throw new Unreadable("", String.valueOf(e.getMessage()));
        }
    }

    private Decoded fresh(AirtableRecord record, UserId user) {
        Reading reading =
                new Reading(table, user, id(record), record.createdTime(), Reading.cells(table, record.fields()));
        return new Decoded(rows.fresh(reading), List.copyOf(reading.notes()), false);
    }

    private UUID id(AirtableRecord record) {
        String stamped = table.table() == AirtableTable.USERS ? null : kendall(record, KendallField.ID);
        return stamped == null
                ? LegacyId.of(base, record.id(), record.createdTime())
                : UUID.fromString(KeyText.id(stamped));
    }

    private Decoded stamped(AirtableRecord record, UserId user, String json) {
        ObjectNode envelope = envelope(json);
        Map<AirtableField, JsonNode> actual = Reading.cells(table, record.fields());
        ObjectNode row = envelope.path(JSON_ROW) instanceof ObjectNode object ? object : unreadable();
        envelope.path(JSON_ELSEWHERE).forEach(pointer -> putBack(row, pointer.asText(), actual));
        StoredRow stored = rows.row(row);
        String id = KeyText.id(Objects.requireNonNullElse(kendall(record, KendallField.ID), ""));
        if (!stored.ref().user().equals(user) || !rows.id(stored).equals(id)) {
            throw new Unreadable(
                    KendallField.ROW.title(),
                    "it is that of another row; was the record duplicated by hand? Clear Kendall's fields in the copy");
        }
        Set<AirtableField> changed = changed(actual, envelope.path(JSON_MARKS));
        if (changed.isEmpty()) {
            return new Decoded(stored, List.of(), true);
        }
        Map<AirtableField, JsonNode> merged = new EnumMap<>(AirtableField.class);
        merged.putAll(rows.cells(stored));
        for (AirtableField field : changed) {
            JsonNode now = actual.get(field);
            if (now == null) {
                merged.remove(field);
            } else {
                merged.put(field, now);
            }
        }
        Reading reading = new Reading(table, user, readingId(stored), record.createdTime(), merged);
        StoredRow result = rows.changed(stored, rows.fresh(reading), changed);
        return new Decoded(result, List.copyOf(reading.notes()), true);
    }

    private UUID readingId(StoredRow stored) {
        return table.table() == AirtableTable.USERS ? new UUID(0, 0) : UUID.fromString(rows.id(stored));
    }

    private static ObjectNode envelope(String json) {
        try {
            return Transport.JSON.readTree(json) instanceof ObjectNode object ? object : unreadable();
        } catch (JacksonException e) {
            return unreadable();
        }
    }

    private static ObjectNode unreadable() {
        throw new Unreadable(
                KendallField.ROW.title(),
                "it is not what Kendall wrote; take it back from the record's history, or clear it to read the legacy fields alone");
    }

    private void putBack(ObjectNode row, String pointer, Map<AirtableField, JsonNode> actual) {
        JsonNode text = actual.get(Objects.requireNonNull(rows.longTexts().get(pointer)));
        JsonPointer at = JsonPointer.compile(pointer);
        if (text != null && row.at(at.head()) instanceof ObjectNode parent) {
            parent.set(at.last().getMatchingProperty(), text);
        }
    }

    /** The fields that others have changed since Kendall wrote them. Owners are not among them: whose a row is, Kendall's own field says. */
    private Set<AirtableField> changed(Map<AirtableField, JsonNode> actual, JsonNode marks) {
        Set<AirtableField> changed = EnumSet.noneOf(AirtableField.class);
        table.columns().forEach((field, column) -> {
            if (isWritten(field, column)) {
                String now = CellValues.canonical(column, actual.get(field));
                String before = marks.path(field.name()).asText("");
                if (!before.equals(now.isEmpty() ? "" : Digests.mark(now))) {
                    changed.add(field);
                }
            }
        });
        return changed;
    }

    private static boolean isWritten(AirtableField field, Column column) {
        return !column.isComputed() && !column.isAttachment() && !Owners.isOwner(field);
    }

    /**
     * The row as cells, empty ones as null so that they are cleared.
     *
     * @param owner the id of the user's record; not needed for users and threads
     * @throws StorageRefused when the table has not Kendall's fields, or the row is too large for them
     */
    ObjectNode encode(StoredRow row, @Nullable String owner) {
        table.checkWritable();
        Map<AirtableField, JsonNode> cells = rows.cells(row);
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ObjectNode marks = JsonNodeFactory.instance.objectNode();
        Set<AirtableField> whole = EnumSet.noneOf(AirtableField.class);
        table.columns().forEach((field, column) -> {
            if (Owners.isOwner(field)) {
                if (owner != null && !column.isComputed()) {
                    fields.set(
                            column.name(), column.isLink() ? fields.arrayNode().add(owner) : fields.textNode(owner));
                }
            } else if (isWritten(field, column)) {
                JsonNode value = CellValues.fitting(column, cells.get(field));
                fields.set(column.name(), value);
                String canonical = CellValues.canonical(column, value);
                if (!canonical.isEmpty()) {
                    marks.put(field.name(), Digests.mark(canonical));
                }
                if (value != null && value.isTextual() && value.equals(cells.get(field)) && !column.isRichText()) {
                    whole.add(field);
                }
            }
        });
        fields.put(KendallField.ID.title(), KeyText.of(rows.id(row)));
        fields.put(KendallField.USER.title(), KeyText.of(row.ref().user().value()));
        fields.put(KendallField.ROW.title(), envelope(row, marks, whole));
        return fields;
    }

    /** The row as JSON; the longest texts that a cell holds as well are left out while it is too long. */
    private String envelope(StoredRow row, ObjectNode marks, Set<AirtableField> whole) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        ObjectNode json = (ObjectNode) rows.json(row);
        envelope.set(JSON_ROW, json);
        envelope.set(JSON_MARKS, marks);
        String text = envelope.toString();
        while (text.length() > MAX_ROW) {
            String longest = longest(json, whole);
            if (longest == null) {
                throw new StorageRefused(
                        "the row " + row.ref() + " is too large for the field '" + KendallField.ROW.title()
                                + "' of table '" + table.name()
                                + "', which holds 100,000 characters; shorten its texts and attributes",
                        null);
            }
            JsonPointer at = JsonPointer.compile(longest);
            ((ObjectNode) json.at(at.head())).remove(at.last().getMatchingProperty());
            envelope.withArray(JSON_ELSEWHERE).add(longest);
            text = envelope.toString();
        }
        return text;
    }

    private @Nullable String longest(ObjectNode json, Set<AirtableField> whole) {
        String longest = null;
        int length = 0;
        for (Map.Entry<String, AirtableField> entry : rows.longTexts().entrySet()) {
            JsonNode text = json.at(entry.getKey());
            if (whole.contains(entry.getValue())
                    && text.isTextual()
                    && text.textValue().length() > length) {
                longest = entry.getKey();
                length = text.textValue().length();
            }
        }
        return longest;
    }
}
