package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as it is read and written here. */
final class Json {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Empty bytes are an empty object. */
    static JsonNode read(byte[] bytes) throws IOException {
        return bytes.length == 0 ? object() : MAPPER.readTree(bytes);
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON could not be written.", e);
        }
    }

    /** A value of a test's: null, text, a number, a boolean, a moment or a date, a list or a map of them, or JSON. */
    static JsonNode of(@Nullable Object value) {
        if (value instanceof Instant moment) {
            return NODES.textNode(Times.text(moment));
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof TemporalAccessor || value instanceof Enum) {
            return NODES.textNode(value.toString());
        }
        if (value instanceof Iterable<?> values && !(value instanceof JsonNode)) {
            ArrayNode array = array();
            values.forEach(one -> array.add(of(one)));
            return array;
        }
        if (value instanceof Map<?, ?> values) {
            ObjectNode object = object();
            values.forEach((name, one) -> object.set(String.valueOf(name), of(one)));
            return object;
        }
        return value == null ? NODES.nullNode() : MAPPER.valueToTree(value);
    }
}
