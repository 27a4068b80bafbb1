package dev.kendall.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.job.JobId;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.Change;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kendall's records as JSON: a field for every component, ids and types as plain texts, times in ISO 8601 and UTC, absent values
 * left out, attributes as a plain object. What is read is checked by the records themselves. For exports and backends. Thread-safe.
 */
public final class DomainJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(module())
            .addMixIn(Change.class, ChangeMixIn.class)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes(@JsonSubTypes.Type(value = Change.TurnCompleted.class, name = "turn_completed"))
    private interface ChangeMixIn {}

    private DomainJson() {}

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("kendall");
        TextForm.register(module, UserId.class, UserId::of);
        TextForm.register(module, ThreadId.class, ThreadId::of);
        TextForm.register(module, MessageId.class, MessageId::of);
        TextForm.register(module, ContactId.class, ContactId::of);
        TextForm.register(module, PatternId.class, PatternId::of);
        TextForm.register(module, MemoryId.class, MemoryId::of);
        TextForm.register(module, JobId.class, JobId::of);
        TextForm.register(module, PatternType.class, PatternType::of);
        TextForm.register(module, MemoryType.class, MemoryType::of);
        module.addSerializer(Attributes.class, new AttributesJson.Writer());
        module.addDeserializer(Attributes.class, new AttributesJson.Reader());
        return module;
    }

    /** The value as JSON on one line. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "no JSON form for " + value.getClass().getName(), e);
        }
    }

    /** The value as a JSON tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * The value that {@code json} describes.
     *
     * @throws IllegalArgumentException when it is no JSON, or describes no such value; the message says where, and quotes nothing of it
     */
    public static <T> T read(String json, Class<T> type) {
        return checked(type, () -> MAPPER.readValue(json, type));
    }

    /**
     * The value that {@code tree} describes.
     *
     * @throws IllegalArgumentException when it describes no such value; the message says where, and quotes nothing of it
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        return checked(type, () -> MAPPER.treeToValue(tree, type));
    }

    private interface Reading<T> {
        @Nullable
        T read() throws JacksonException;
    }

    private static <T> T checked(Class<T> type, Reading<T> reading) {
        T value;
        try {
            value = reading.read();
        } catch (JacksonException e) {
            // Without the cause: its message quotes what it could not read.
            throw new IllegalArgumentException("not the JSON form of " + type.getSimpleName() + place(e));
        }
        if (value == null) {
            throw new IllegalArgumentException("not the JSON form of " + type.getSimpleName() + ": it is null");
        }
        return value;
    }

    /** Which field, or which character of the line, is wrong. Jackson's own messages quote what they could not read. */
    private static String place(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return ": it has a field too many";
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining(".", ": see its field ", ""));
        }
        JsonLocation location = e.getLocation();
        return location == null || location.getColumnNr() < 1 ? "" : ": see its column " + location.getColumnNr();
    }
}
