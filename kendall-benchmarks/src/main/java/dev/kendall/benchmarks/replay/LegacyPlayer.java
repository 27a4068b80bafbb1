package dev.kendall.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message as the legacy application handles it: the user's record, the thread, the history, patterns and memories, one call each; the
 * user's message; during tool use the history again and again, contacts stored and looked up, one call each; and the reply.
 *
 * @param record the user's record id, which the rows name as their owner
 */
record LegacyPlayer(LegacyClient client, String record) implements Player {
    /** As many recent messages as a turn of Kendall's has. */
    private static final int HISTORY = 20;

    private static final int PAGE = 100;

    @Override
    public void play(ScriptedMessage message) throws IOException, InterruptedException {
        String owned = "{recordId}=" + quoted(record);
        String inThread =
                "AND(" + owned + ",{threadId}=" + quoted(message.thread().value()) + ")";
        client.get(LegacyRows.USERS + "/" + record, Map.of());
        list(LegacyRows.MESSAGES, inThread, 1, "createdAt", "asc");
        readHistory(inThread);
        list(LegacyRows.PATTERNS, owned, PAGE, "confidence", "desc");
        list(LegacyRows.MEMORIES, owned, PAGE, "updatedAt", "desc");
        insert(message, "user", message.text());
        for (int i = 0; i < message.rereads(); i++) {
            readHistory(inThread);
        }
        for (String name : message.upserts()) {
            upsert(name);
        }
        for (String name : message.lookUps()) {
            list(
                    LegacyRows.CONTACTS,
                    "AND(" + owned + ",LOWER({name})=LOWER(" + quoted(name) + "))",
                    10,
                    "name",
                    "asc");
        }
        insert(message, "assistant", message.reply());
    }

    private void readHistory(String inThread) throws IOException, InterruptedException {
        list(LegacyRows.MESSAGES, inThread, HISTORY, "createdAt", "desc");
    }

    private JsonNode list(String table, String filter, int most, String sort, String direction)
            throws IOException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("filterByFormula", filter);
        query.put("maxRecords", Integer.toString(most));
        query.put("sort[0][field]", sort);
        query.put("sort[0][direction]", direction);
        JsonNode found = client.get(LegacyClient.encoded(table), query);
        if (found.path("records").isEmpty()) {
            // The histories have rows of every kind: a sequence that finds none is not the application's.
            throw new IllegalStateException("nothing in " + table + " fits " + filter);
        }
        return found;
    }

    private void insert(ScriptedMessage message, String role, String text) throws IOException, InterruptedException {
        client.write(
                "POST",
                LegacyRows.MESSAGES,
                Map.of(
                        "fields",
                        Map.of(
                                "message",
                                text,
                                "recordId",
                                record,
                                "threadId",
                                message.thread().value(),
                                "role",
                                role,
                                "messageType",
                                "text",
                                "createdAt",
                                InstantSource.system().instant().toString())));
    }

    private void upsert(String name) throws IOException, InterruptedException {
        client.write(
                "PATCH",
                LegacyRows.CONTACTS,
                Map.of(
                        "performUpsert",
                        Map.of("fieldsToMergeOn", List.of("recordId", "name")),
                        "records",
                        List.of(Map.of(
                                "fields", Map.of("recordId", record, "name", name, "notes", KendallPlayer.NOTES)))));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
