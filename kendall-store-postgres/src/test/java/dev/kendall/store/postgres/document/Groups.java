package dev.kendall.store.postgres.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tables belong together: rows of the picture, and sections of the text. A table that no group names comes under the users. */
final class Groups {
    /** The users, whom all others belong to, and what belongs to nothing else. */
    static final String FIRST = "Users";

    private static final Map<String, List<List<String>>> NAMED = named();

    private Groups() {}

    private static Map<String, List<List<String>>> named() {
        Map<String, List<List<String>>> named = new LinkedHashMap<>();
        named.put(
                "Conversations", List.of(List.of("threads"), List.of("chat_messages"), List.of("message_embeddings")));
        named.put(
                "Memories",
                List.of(List.of("user_memories"), List.of("memory_revisions"), List.of("memory_embeddings")));
        named.put(
                "Embedding",
                List.of(List.of("embedding_counts"), List.of("embedding_jobs"), List.of("embedding_spaces")));
        named.put(
                "People, habits, and what others are told",
                List.of(
                        List.of("contacts"),
                        List.of("user_patterns"),
                        List.of("external_ids", "outbox", "tombstones")));
        named.put(
                "What is to be done later, and what was done",
                List.of(List.of("jobs"), List.of("job_slots"), List.of("daily_rows")));
        named.put(
                "Moving from one storage to another",
                List.of(
                        List.of("cutover_plan", "cutover_homes", "cutover_notes"),
                        List.of("cutover_intents", "cutover_marks", "cutover_queue", "cutover_debts"),
                        List.of("cutover_tombstones", "cutover_counters", "cutover_samples", "cutover_mismatches")));
        return named;
    }

    /** The groups beside the users, by title: for each column of the picture the tables that stand in it, one below the other. */
    static Map<String, List<List<Table>>> of(List<Table> tables) {
        Map<String, List<List<Table>>> groups = new LinkedHashMap<>();
        NAMED.forEach((title, columns) -> groups.put(
                title,
                columns.stream()
                        .map(names ->
                                names.stream().map(name -> find(tables, name)).toList())
                        .toList()));
        return groups;
    }

    /** The users' table, and those that no group names. */
    static List<Table> first(List<Table> tables) {
        List<Table> first = new ArrayList<>();
        first.add(find(tables, "users"));
        List<String> named = NAMED.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .toList();
        tables.stream()
                .filter(table -> !table.name().equals("users") && !named.contains(table.name()))
                .forEach(first::add);
        return first;
    }

    private static Table find(List<Table> tables, String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("there is no table " + name + " any more; correct Groups"));
    }
}
