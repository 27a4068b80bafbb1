package dev.kendall.store.airtable;

import dev.kendall.testkit.airtable.FakeBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Records as a legacy application wrote them, and what the export makes of them. */
final class LegacyRecords {
    final FakeBase base;

    LegacyRecords(FakeBase base) {
        this.base = base;
    }

    String user(String name) {
        return base.insert("Users", Map.of("fullName", name, "timeZone", "Europe/London"));
    }

    /** A message with these fields beside, or instead of, the usual ones; an empty text leaves one out. */
    String message(String owner, Map<String, ?> fields) {
        return put(
                "Chat Messages",
                owner,
                fields,
                Map.of(
                        "threadId", "thread_1700000000000_abc",
                        "message", "hello",
                        "role", "user",
                        "messageType", "text",
                        "createdAt", "2024-05-01T10:00:00.250Z"));
    }

    String contact(String owner, Map<String, ?> fields) {
        return put("Contacts", owner, fields, Map.of("name", "John"));
    }

    String pattern(String owner, Map<String, ?> fields) {
        return put(
                "User Patterns",
                owner,
                fields,
                Map.of(
                        "patternType", "behavior",
                        "patternData", "{\"description\":\"walks\"}",
                        "confidence", 0.5,
                        "createdAt", "2024-05-01T10:00:00.000Z",
                        "updatedAt", "2024-05-02T10:00:00.000Z"));
    }

    String memory(String owner, Map<String, ?> fields) {
        return put(
                "User Memory",
                owner,
                fields,
                Map.of(
                        "memoryType", "fact",
                        "key", "employer",
                        "value", "the bakery",
                        "importance", "high",
                        "createdAt", "2024-05-01T10:00:00.000Z"));
    }

    private String put(String table, String owner, Map<String, ?> fields, Map<String, ?> usual) {
        Map<String, Object> all = new HashMap<>(usual);
        all.put("recordId", List.of(owner));
        all.putAll(fields);
        all.values().removeIf(""::equals);
        return base.insert(table, all);
    }

    AirtableExport export() {
        return AirtableExport.open(AirtableFixture.options(base).build());
    }

    /** Every record of the table, by its id. */
    Map<String, ExportedRecord> export(AirtableTable table) {
        Map<String, ExportedRecord> all = new HashMap<>();
        for (ExportedRecord record : list(export().read(table))) {
            if (all.put(record.recordId(), record) != null) {
                throw new AssertionError("record " + record.recordId() + " came twice");
            }
        }
        return all;
    }

    static List<ExportedRecord> list(Iterable<List<ExportedRecord>> pages) {
        return new ArrayList<>(StreamSupport.stream(pages.spliterator(), false)
                .flatMap(List::stream)
                .toList());
    }
}
