package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.json.DomainJson;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.thread.ChatThread;
import java.util.Map;
import java.util.Set;

/** Threads, which stand in Kendall's own fields alone. */
final class ThreadMapping implements RowMapping {
    @Override
    public StoredRow fresh(Reading record) {
        throw new Unreadable(KendallField.ROW.title(), "it is empty, and nothing else says what the thread is");
    }

    @Override
    public Map<AirtableField, JsonNode> cells(StoredRow row) {
        return Map.of();
    }

    @Override
    public StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields) {
        return stored;
    }

    @Override
    public JsonNode json(StoredRow row) {
        return DomainJson.tree(((OfThread) row).thread());
    }

    @Override
    public StoredRow row(JsonNode json) {
        return new OfThread(DomainJson.read(json, ChatThread.class));
    }

    @Override
    public Map<String, AirtableField> longTexts() {
        return Map.of();
    }
}
