package dev.kendall.learning.memory.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The suite of scripted conversations: made-up people, written for Kendall. */
public final class FactSuite {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FactSuite() {}

    /** Those that the English grammar was written with. */
    public static List<FactCase> development() {
        return read("facts-development.jsonl");
    }

    /**
     * The half that was written apart from the grammar, and first run when the grammar was finished. Some faults that it showed were put right
     * afterwards, so that it is no longer unseen.
     */
    public static List<FactCase> heldOut() {
        return read("facts-held-out.jsonl");
    }

    /** Written after the last change of the grammar, which was not changed for it. */
    public static List<FactCase> fresh() {
        return read("facts-fresh.jsonl");
    }

    /** All of them. */
    public static List<FactCase> all() {
        return Stream.of(development(), heldOut(), fresh())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FactCase> read(String resource) {
        try (InputStream in = FactSuite.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(FactSuite::parse)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + resource + " cannot be read", e);
        }
    }

    private static FactCase parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return new FactCase(
                    json.path("id").asText(),
                    json.path("topic").asText(),
                    texts(json.path("say")),
                    texts(json.path("now")),
                    texts(json.path("past")),
                    texts(json.path("quarantined")),
                    json.path("out_of_scope").asBoolean(false));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the suite is no JSON", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
