package dev.kendall.examples.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.NewContact;
import dev.kendall.memory.Importance;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.Storage;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The migration that one writes in an afternoon: it asks for each user's rows and stores them by the stores' calls. */
final class NaiveMigration {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeAirtable airtable;
    private final String base;
    private final Storage target;
    private final HttpClient http = HttpClient.newHttpClient();

    NaiveMigration(FakeAirtable airtable, String base, Storage target) {
        this.airtable = airtable;
        this.base = base;
        this.target = target;
    }

    void run() throws IOException, InterruptedException {
        for (JsonNode user : list("Users")) {
            if (user.path("fields").isEmpty()) {
                continue;
            }
            UserId id = UserId.of(user.path("id").asText());
            target.users()
                    .save(id, Profile.builder().fullName(text(user, "fullName")).build());
            messages(id);
            contacts(id);
            patterns(id);
            memories(id);
        }
    }

    private static @Nullable String text(JsonNode record, String field) {
        JsonNode value = record.path("fields").path(field);
        return value.isMissingNode() ? null : value.asText();
    }

    /** All pages, until an answer is not what it should be. */
    List<JsonNode> list(String table) throws IOException, InterruptedException {
        List<JsonNode> records = new ArrayList<>();
        String offset = "";
        do {
            String query = "?pageSize=100" + (offset.isEmpty() ? "" : "&offset=" + encoded(offset));
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(airtable.url() + "/v0/" + base + "/" + encoded(table) + query))
                            .header("Authorization", "Bearer " + airtable.token())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            body.path("records").forEach(records::add);
            offset = body.path("offset").asText("");
        } while (!offset.isEmpty());
        return records;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Lists the whole table for each user: a link cannot be filtered by its record id. */
    private List<JsonNode> owned(String table, UserId user) throws IOException, InterruptedException {
        return list(table).stream()
                .filter(record ->
                        record.path("fields").path("recordId").path(0).asText().equals(user.value()))
                .toList();
    }

    private void messages(UserId user) throws IOException, InterruptedException {
        for (JsonNode record : owned("Chat Messages", user)) {
            String thread = text(record, "threadId");
            if (thread == null) {
                continue;
            }
            Role role = "user".equals(text(record, "role")) ? Role.USER : Role.ASSISTANT;
            target.chat()
                    .append(
                            user,
                            ThreadId.of(thread),
                            List.of(new NewMessage(
                                    null,
                                    role,
                                    MessageType.TEXT,
                                    null,
                                    String.valueOf(text(record, "message")),
                                    date(record),
                                    Attributes.none())));
        }
    }

    private static Instant date(JsonNode record) {
        String date = text(record, "createdAt");
        return date == null ? Instant.now() : Instant.parse(date);
    }

    private void contacts(UserId user) throws IOException, InterruptedException {
        Map<String, NewContact> byName = new HashMap<>();
        for (JsonNode record : owned("Contacts", user)) {
            String name = text(record, "name");
            if (name != null) {
                byName.put(
                        name,
                        new NewContact(
                                name,
                                text(record, "phone"),
                                null,
                                null,
                                text(record, "notes"),
                                Set.of(),
                                0,
                                null,
                                Attributes.none()));
            }
        }
        for (NewContact contact : byName.values()) {
            target.contacts().upsert(user, contact);
        }
    }

    private void patterns(UserId user) throws IOException, InterruptedException {
        for (JsonNode record : owned("User Patterns", user)) {
            double confidence = record.path("fields").path("confidence").asDouble();
            target.patterns()
                    .add(
                            user,
                            NewPattern.of(
                                            PatternType.of(String.valueOf(text(record, "patternType"))),
                                            data(record).path("description").asText("?"))
                                    .withConfidence(confidence == 0 ? 0.5 : confidence));
        }
    }

    private static JsonNode data(JsonNode record) {
        try {
            return JSON.readTree(String.valueOf(text(record, "patternData")));
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private void memories(UserId user) throws IOException, InterruptedException {
        Map<String, String> byKey = new HashMap<>();
        for (JsonNode record : owned("User Memory", user)) {
            byKey.put(String.valueOf(text(record, "key")), String.valueOf(text(record, "value")));
        }
        byKey.forEach((key, value) -> target.memories()
                .add(
                        user,
                        new NewMemory(
                                null,
                                MemoryType.FACT,
                                key,
                                value,
                                null,
                                Importance.LOW,
                                null,
                                null,
                                null,
                                List.of(),
                                Attributes.none())));
    }
}
