package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A row as the API would send it.
 *
 * @param createdTime whole seconds
 * @param fields the cells that are not empty, by the fields' names
 */
public record FakeRecord(String id, Instant createdTime, ObjectNode fields) {
    /** What a cell holds; a missing node when it is empty. */
    public JsonNode get(String field) {
        return fields.path(field);
    }

    /** What a cell holds, as text; "" when it is empty. */
    public String text(String field) {
        return fields.path(field).asText();
    }

    /** The members of a cell that is a list, as texts; none when it is empty. */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        fields.path(field).forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
