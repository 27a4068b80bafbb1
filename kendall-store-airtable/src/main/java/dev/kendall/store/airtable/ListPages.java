package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of one listing. Not thread-safe. */
final class ListPages implements Iterator<List<AirtableRecord>> {
    private static final int RESTARTS = 5;

    private final AirtableClient client;
    private final String table;
    private final ListQuery query;
    private final Set<String> seen = new HashSet<>();
    private @Nullable String offset;
    private boolean ended;
    private int restarts;

    ListPages(AirtableClient client, String table, ListQuery query) {
        this.client = client;
        this.table = table;
        this.query = query;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public List<AirtableRecord> next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        JsonNode answer = page();
        JsonNode next = answer.path("offset");
        offset = next.isTextual() ? next.asText() : null;
        ended = offset == null;
        return AirtableClient.records(answer).stream()
                .filter(record -> seen.add(record.id()))
                .toList();
    }

    private JsonNode page() {
        while (true) {
            try {
                return client.page(table, query, offset);
            } catch (ApiProblem problem) {
                restarts++;
                if (problem.kind() != ApiProblem.Kind.ITERATOR_GONE || restarts > RESTARTS) {
                    throw client.lost(table, problem);
                }
                offset = null;
            }
        }
    }
}
