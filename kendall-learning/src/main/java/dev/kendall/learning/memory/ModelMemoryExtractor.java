package dev.kendall.learning.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ModelCalls;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.extraction.Quotes;
import dev.kendall.learning.memory.Claim.Kind;
import dev.kendall.learning.memory.Claim.Polarity;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a chat model what is worth remembering, and believes it only where it quotes.
 *
 * <p>Messages are numbered from 1 in the prompt, and the model answers with those numbers: it never sees an id, so that it can name no other user's.
 * A claim is dropped and counted when its number is not among the user's own messages, when its quote does not stand in that message, when it has a
 * number that the quote does not have, or when a field is missing or of the wrong kind. A whole answer that is no JSON of the schema is dropped as
 * {@link DropReason#UNREADABLE}. What the model throws, it throws: {@link GuardedExtraction} reports it, and the window can be asked again later.
 *
 * <p>One call for at most {@value #MESSAGES_PER_CALL} messages to learn from. With a model the result can differ from call to call and with how
 * messages are cut into windows. Thread-safe when the model is.
 */
public final class ModelMemoryExtractor implements MemoryExtractor {
    /** The most messages to learn from in one call. */
    public static final int MESSAGES_PER_CALL = 20;

    /** The longest text of one message that is shown to the model, in characters; what is behind cannot be quoted. */
    public static final int MAX_SHOWN = 4_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RELATIONSHIP = "relationship";
    private static final String FAVOURITE = "favourite ";
    private static final Pattern DAY = Pattern.compile("\\d{1,2} \\p{Lu}\\p{L}+(?: \\d{4})?");

    private static final String INSTRUCTIONS = """
            You find facts worth remembering in what a user told an assistant. Answer in JSON only.
            Learn only from messages marked LEARN, which are the user's own words. Everything else is context, never a source.
            Learn what the user states as true about themselves or about people around them, what they ask to remember, and what they correct or deny.
            Learn nothing from questions, hypotheses, wishes, plans, jokes, or words quoted from others. Another person's fact is never the user's own.
            One fact per claim. Keep names and numbers as told. Write dates as "3 May" or "3 May 1990", made absolute by the date of the message.
            message: the number of the message. quote: the exact words of that message that say it.
            person_relation and person_name: whom it is about, such as "sister" and "Ana"; both empty for the user.
            facet: one of %s; "favourite THING"; the name of an event, whose value is its day; or "relationship", which tells that person_relation is called VALUE.
            value: what is so, a few words. previous: the value that it replaces, if the message says so, else empty.
            denied: true when the user says that it is not so, or no longer.
            kind: "stated", "asked" when the user wants it remembered, "corrected" when it puts right what was said before.
            since: the day since which it is so, as 2026-05-03, if told, else empty.
            """.formatted(String.join(", ", Facet.names()));

    private static final ResponseFormat FORMAT = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("claims")
                    .rootElement(JsonObjectSchema.builder()
                            .addProperty(
                                    "claims",
                                    JsonArraySchema.builder()
                                            .items(claimSchema())
                                            .build())
                            .required("claims")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    private final ChatModel model;

    /** Asks this model. */
    public ModelMemoryExtractor(ChatModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    private static JsonObjectSchema claimSchema() {
        return JsonObjectSchema.builder()
                .addIntegerProperty("message")
                .addStringProperty("quote")
                .addStringProperty("person_relation")
                .addStringProperty("person_name")
                .addStringProperty("facet")
                .addStringProperty("value")
                .addStringProperty("previous")
                .addBooleanProperty("denied")
                .addEnumProperty("kind", List.of("stated", "asked", "corrected"))
                .addStringProperty("since")
                .required(
                        "message",
                        "quote",
                        "person_relation",
                        "person_name",
                        "facet",
                        "value",
                        "previous",
                        "denied",
                        "kind",
                        "since")
                .additionalProperties(false)
                .build();
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Extraction extract(MemoryWindow window) {
        List<Claim> claims = new ArrayList<>();
        Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
        ModelCalls calls = new ModelCalls(model);
        for (List<Message> learn : portions(window)) {
            List<Message> shown = shown(window, learn);
            String answer = calls.ask(request(window, shown, learn));
            new Answer(window, shown, learn, claims, dropped).read(answer);
        }
        return new Extraction(claims, dropped, calls.tokens());
    }

    @Override
    public ModelTokens estimate(MemoryWindow window) {
        return portions(window).stream()
                .map(learn -> ModelCalls.estimate(request(window, shown(window, learn), learn)))
                .reduce(ModelTokens.NONE, ModelTokens::plus);
    }

    /** The messages to learn from, for each call. */
    private static List<List<Message>> portions(MemoryWindow window) {
        List<Message> evidence = window.evidence();
        List<List<Message>> portions = new ArrayList<>();
        for (int from = 0; from < evidence.size(); from += MESSAGES_PER_CALL) {
            portions.add(evidence.subList(from, Math.min(evidence.size(), from + MESSAGES_PER_CALL)));
        }
        return portions;
    }

    /** The messages to learn from and those right before them, in order of time. */
    private static List<Message> shown(MemoryWindow window, List<Message> learn) {
        Set<Message> shown = new TreeSet<>(Message.CHRONOLOGICAL);
        shown.addAll(learn);
        learn.forEach(message -> shown.addAll(window.before(message)));
        return List.copyOf(shown);
    }

    private static ChatRequest request(MemoryWindow window, List<Message> shown, List<Message> learn) {
        StringBuilder text = new StringBuilder();
        if (!window.names().isEmpty()) {
            text.append("The user is called ")
                    .append(String.join(", ", window.names()))
                    .append(".\n");
        }
        for (int i = 0; i < shown.size(); i++) {
            Message message = shown.get(i);
            String said = MemoryWindow.said(message);
            text.append(i + 1)
                    .append(learn.contains(message) ? ", LEARN, " : ", ")
                    .append(message.role() == Role.USER && window.isEvidence(message) ? "user" : "not the user")
                    .append(", ")
                    .append(LocalDate.ofInstant(message.createdAt(), window.zone()))
                    .append(": ")
                    .append(said, 0, Math.min(said.length(), MAX_SHOWN))
                    .append('\n');
        }
        return ChatRequest.builder()
                .messages(SystemMessage.from(INSTRUCTIONS), UserMessage.from(text.toString()))
                .responseFormat(FORMAT)
                .build();
    }

    /** Reads one answer. */
    private record Answer(
            MemoryWindow window,
            List<Message> shown,
            List<Message> learn,
            List<Claim> claims,
            Map<DropReason, Integer> dropped) {
        void read(String answer) {
            JsonNode array;
            try {
                array = JSON.readTree(answer).path("claims");
            } catch (JsonProcessingException e) {
                drop(DropReason.UNREADABLE);
                return;
            }
            if (!array.isArray()) {
                drop(DropReason.UNREADABLE);
                return;
            }
            array.forEach(this::readClaim);
        }

        private void readClaim(JsonNode json) {
            int number = json.path("message").asInt(0);
            if (!json.path("message").isIntegralNumber() || number < 1 || number > shown.size()) {
                drop(DropReason.UNKNOWN_MESSAGE);
                return;
            }
            Message message = shown.get(number - 1);
            if (!learn.contains(message)) {
                drop(DropReason.NOT_EVIDENCE);
                return;
            }
            String quote = text(json, "quote");
            if (quote == null || !Quotes.stands(quote, MemoryWindow.said(message))) {
                drop(DropReason.QUOTE_NOT_FOUND);
                return;
            }
            try {
                Claim claim = claim(json, message, quote);
                String value = claim.value();
                boolean dated = claim.facet().form() == Facet.Form.DATE;
                if (value != null && !dated && !Sameness.numbersStandIn(quote, value)) {
                    drop(DropReason.UNGROUNDED);
                } else {
                    claims.add(claim);
                }
            } catch (IllegalArgumentException | NullPointerException | DateTimeParseException e) {
                drop(DropReason.INVALID);
            }
        }

        private Claim claim(JsonNode json, Message message, String quote) {
            String relation = text(json, "person_relation");
            String name = text(json, "person_name");
            String facetName = Objects.requireNonNull(text(json, "facet"), "facet");
            boolean relationship = facetName.equals(RELATIONSHIP);
            String value = text(json, "value");
            Facet facet = relationship
                    ? Facet.relation(Objects.requireNonNull(relation, "relation"))
                    : facet(facetName, value);
            boolean user = relationship || relation == null && name == null;
            String since = text(json, "since");
            Instant validFrom = since == null
                    ? null
                    : LocalDate.parse(since).atStartOfDay(window.zone()).toInstant();
            return new Claim(
                    user ? Subject.USER : Subject.person(relation, name),
                    facet,
                    value,
                    text(json, "previous"),
                    json.path("denied").asBoolean(false) ? Polarity.DENIED : Polarity.AFFIRMED,
                    kind(text(json, "kind")),
                    validFrom,
                    null,
                    Evidence.of(message, quote));
        }

        private static Facet facet(String name, @Nullable String value) {
            if (name.startsWith(FAVOURITE)) {
                return Facet.favourite(name.substring(FAVOURITE.length()));
            }
            boolean event = value != null
                    && DAY.matcher(value).matches()
                    && !Facet.names().contains(name);
            return event ? Facet.event(name) : Facet.named(name);
        }

        private static Kind kind(@Nullable String kind) {
            return switch (kind == null ? "stated" : kind) {
                case "asked" -> Kind.ASKED;
                case "corrected" -> Kind.CORRECTED;
                default -> Kind.STATED;
            };
        }

        private static @Nullable String text(JsonNode json, String field) {
            JsonNode value = json.path(field);
            return value.isTextual() && !value.asText().isBlank()
                    ? value.asText().strip()
                    : null;
        }

        private void drop(DropReason reason) {
            dropped.merge(reason, 1, Integer::sum);
        }
    }
}
