package dev.kendall.store.airtable;

import static dev.kendall.store.airtable.AirtableField.*;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.json.DomainJson;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMemory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Memories. Two of one key stay two. */
final class MemoryMapping implements RowMapping {
    @Override
    public StoredRow fresh(Reading record) {
        MemoryType type = type(record);
        String key = record.requiredText(MEMORY_KEY, 200);
        String value = record.requiredText(MEMORY_VALUE, NewMemory.MAX_TEXT);
        String context = record.text(MEMORY_CONTEXT, NewMemory.MAX_TEXT);
        Importance importance = importance(record);
        Instant expires = record.time(MEMORY_EXPIRES);
        Instant recorded = record.created(MEMORY_RECORDED);
        return new OfMemory(
                new Memory(
                        record.user(),
                        new MemoryId(record.id()),
                        type,
                        key,
                        value,
                        context,
                        importance,
                        null,
                        null,
                        expires,
                        List.of(),
                        record.attributes(),
                        recorded,
                        null,
                        null,
                        1),
                List.of());
    }

    private static MemoryType type(Reading record) {
        String type = record.requiredText(MEMORY_TYPE, 100).strip();
        try {
            return MemoryType.of(type);
        } catch (IllegalArgumentException e) {
            throw record.rejected(MEMORY_TYPE, "it is none of the types that are known, nor a name for one");
        }
    }

    private static Importance importance(Reading record) {
        String text = record.text(MEMORY_IMPORTANCE, 100);
        if (text == null) {
            record.note(MEMORY_IMPORTANCE, "it is empty; medium is taken");
            return Importance.MEDIUM;
        }
        for (Importance each : Importance.values()) {
            if (legacy(each).equals(text.strip())) {
                return each;
            }
        }
        record.keep(MEMORY_IMPORTANCE, "it is none of low, medium and high, so medium is taken");
        return Importance.MEDIUM;
    }

    private static String legacy(Importance importance) {
        return importance.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<AirtableField, JsonNode> cells(StoredRow row) {
        Memory memory = ((OfMemory) row).memory();
        return new Cells()
                .text(MEMORY_TYPE, memory.type().value())
                .text(MEMORY_KEY, memory.key())
                .text(MEMORY_VALUE, memory.value())
                .text(MEMORY_CONTEXT, memory.context())
                .text(MEMORY_IMPORTANCE, legacy(memory.importance()))
                .time(MEMORY_EXPIRES, memory.expiresAt())
                .time(MEMORY_RECORDED, memory.recordedAt())
                .attributes(AirtableTable.MEMORIES, memory.attributes())
                .values();
    }

    @Override
    public StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields) {
        Memory was = ((OfMemory) stored).memory();
        Memory now = ((OfMemory) fresh).memory();
        return new OfMemory(
                new Memory(
                        was.user(),
                        was.id(),
                        Cells.pick(fields, MEMORY_TYPE, was.type(), now.type()),
                        Cells.pick(fields, MEMORY_KEY, was.key(), now.key()),
                        Cells.pick(fields, MEMORY_VALUE, was.value(), now.value()),
                        Cells.pickOrNull(fields, MEMORY_CONTEXT, was.context(), now.context()),
                        Cells.pick(fields, MEMORY_IMPORTANCE, was.importance(), now.importance()),
                        was.validFrom(),
                        was.validTo(),
                        Cells.pickOrNull(fields, MEMORY_EXPIRES, was.expiresAt(), now.expiresAt()),
                        was.sources(),
                        Cells.changed(was.attributes(), now.attributes(), fields),
                        Cells.pick(fields, MEMORY_RECORDED, was.recordedAt(), now.recordedAt()),
                        was.supersededAt(),
                        was.supersededBy(),
                        was.version() + 1),
                List.of());
    }

    @Override
    public JsonNode json(StoredRow row) {
        return DomainJson.tree(((OfMemory) row).memory());
    }

    @Override
    public StoredRow row(JsonNode json) {
        return new OfMemory(DomainJson.read(json, Memory.class), List.of());
    }

    @Override
    public Map<String, AirtableField> longTexts() {
        return Map.of("/value", MEMORY_VALUE, "/context", MEMORY_CONTEXT);
    }
}
