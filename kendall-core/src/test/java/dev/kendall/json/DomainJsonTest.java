package dev.kendall.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.fixture.Samples;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.storage.Change;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainJsonTest {
    private static final Message MESSAGE = new Message(
            UserId.of("u-42"),
            ThreadId.of("web-7"),
            MessageId.of("0190a0b0-0000-7000-8000-000000000001"),
            Role.USER,
            MessageType.CALL_REQUEST,
            null,
            "Ring John",
            Instant.parse("2026-03-01T10:00:00.5Z"),
            Attributes.none().with("read", true));

    private static final String PLACE = "not the JSON form of Message: see its (field [a-zA-Z]+|column [0-9]+)";

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind(User.class, Samples::user),
                kind(ChatThread.class, Samples::thread),
                kind(Message.class, Samples::message),
                kind(Contact.class, Samples::contact),
                kind(Pattern.class, Samples::pattern),
                kind(Memory.class, Samples::memory),
                kind(
                        MemoryRevision.class,
                        samples -> new MemoryRevision(
                                samples.memory(),
                                MemoryRevision.Change.RETRACTED,
                                samples.time(),
                                samples.maybe(() -> samples.text(5)))),
                kind(EntityRef.class, samples -> EntityRef.of(samples.userId(), samples.messageId())),
                kind(ExternalId.class, samples -> ExternalId.of(samples.text(3), samples.text(9))),
                kind(EmbeddingSpace.class, samples -> new EmbeddingSpace(samples.text(5), 384)),
                kind(OutboxEntry.class, samples -> new OutboxEntry(samples.uuid(), change(samples), samples.time())),
                kind(Change.class, DomainJsonTest::change),
                kind(
                        ErasureReceipt.class,
                        samples -> new ErasureReceipt(
                                samples.userId(),
                                samples.time(),
                                Map.of(ErasureReceipt.Kind.VECTORS, Long.MAX_VALUE))));
    }

    private static <T> Arguments kind(Class<T> type, Function<Samples, T> sample) {
        return Arguments.of(type, sample);
    }

    private static Change change(Samples samples) {
        return new Change.TurnCompleted(
                samples.userId(),
                samples.threadId(),
                samples.messageId(),
                samples.messageId(),
                List.of(samples.memoryId(), samples.memoryId()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void a_record_comes_back_as_it_was(Class<T> type, Function<Samples, T> sample) {
        long seed = new Random().nextLong();
        Samples samples = new Samples(seed);
        for (int i = 0; i < 200; i++) {
            T value = sample.apply(samples);
            String json = DomainJson.write(value);
            assertThat(json).as("one line, seed %d", seed).doesNotContain("\n", "\r");
            assertThat(DomainJson.read(json, type))
                    .as("seed %d: %s", seed, json)
                    .isEqualTo(value);
            assertThat(DomainJson.read(DomainJson.tree(value), type))
                    .as("seed %d: %s", seed, json)
                    .isEqualTo(value);
            assertThat(DomainJson.write(DomainJson.read(json, type)))
                    .as("seed %d", seed)
                    .isEqualTo(json);
        }
    }

    @Test
    void the_form_is_a_field_for_each_component_that_is_there() {
        assertThat(DomainJson.write(MESSAGE))
                .isEqualTo("{\"user\":\"u-42\",\"thread\":\"web-7\",\"id\":\"0190a0b0-0000-7000-8000-000000000001\","
                        + "\"role\":\"USER\",\"type\":\"CALL_REQUEST\",\"text\":\"Ring John\","
                        + "\"createdAt\":\"2026-03-01T10:00:00.500Z\",\"attributes\":{\"read\":true}}");
    }

    @Test
    void a_change_says_of_which_type_it_is() {
        assertThat(DomainJson.tree(change(new Samples(1))).path("type").textValue())
                .isEqualTo("turn_completed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read("{\"type\":\"unheard_of\"}", Change.class));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read("{}", Change.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "thread", "id", "role", "type", "text", "createdAt", "attributes"})
    void a_missing_or_null_component_is_refused(String component) {
        ObjectNode missing = (ObjectNode) DomainJson.tree(MESSAGE);
        missing.remove(component);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(missing, Message.class))
                .withMessageStartingWith("not the JSON form of Message");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(missing.toString(), Message.class))
                .withMessageMatching(PLACE);
        ObjectNode nulled = (ObjectNode) DomainJson.tree(MESSAGE);
        nulled.putNull(component);
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read(nulled, Message.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"confidence", "observations", "version"})
    void a_missing_number_is_refused(String component) {
        ObjectNode pattern = (ObjectNode) DomainJson.tree(new Samples(1).pattern());
        pattern.remove(component);
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read(pattern, Pattern.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":5}",
                "{\"user\":\"\"}",
                "{\"user\":\"a\\u0000\"}",
                "{\"user\":{}}",
                "{\"id\":\"no uuid\"}",
                "{\"role\":\"KING\"}",
                "{\"role\":\"user\"}",
                "{\"role\":0}",
                "{\"createdAt\":\"yesterday\"}",
                "{\"createdAt\":\"+10000-01-01T00:00:00Z\"}",
                "{\"text\":\"\\ud83d\"}",
                "{\"text\":\"\\u0000\"}",
                "{\"attributes\":[]}"
            })
    void what_the_record_refuses_is_refused(String change) {
        ObjectNode tree = (ObjectNode) DomainJson.tree(MESSAGE);
        ObjectNode wrong = (ObjectNode) DomainJson.read(change, JsonNode.class);
        tree.setAll(wrong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(tree, Message.class))
                .withMessageStartingWith("not the JSON form of Message");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(tree.toString(), Message.class))
                .withMessageMatching(PLACE);
    }

    @Test
    void a_field_too_many_is_refused_without_its_name() {
        ObjectNode tree = (ObjectNode) DomainJson.tree(MESSAGE);
        tree.put("my secret", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(tree, Message.class))
                .withMessage("not the JSON form of Message: it has a field too many")
                .withNoCause();
    }

    @Test
    void every_cut_of_a_line_is_refused() {
        String json = DomainJson.write(MESSAGE);
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatIllegalArgumentException()
                    .as("the first %d characters", length)
                    .isThrownBy(() -> DomainJson.read(cut, Message.class));
        }
    }

    @Test
    void what_follows_the_value_and_fields_given_twice_are_refused() {
        String json = DomainJson.write(ExternalId.of("crm", "7"));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read(json + "x", ExternalId.class));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read(json + json, ExternalId.class));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read("{\"a\":1,\"a\":2}", JsonNode.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":wine}|column 9",
                "{\"text\":\"wine|field text",
                "wine|column 1",
                "{\"role\":\"wine\"}|field role",
                "{\"createdAt\":\"wine\"}|field createdAt",
                "{\"id\":\"wine\"}|field id",
                "{\"attributes\":{\"a\":[\"wine\",1]}}|field attributes",
                "{\"user\":{\"name\":\"wine\"}}|field user"
            })
    void a_refusal_says_where_and_quotes_nothing(String json, String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(json, Message.class))
                .withMessage("not the JSON form of Message: see its " + place);
    }

    @Test
    void the_refusal_of_a_value_inside_a_value_names_the_way_to_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(
                        "{\"change\":{\"type\":\"turn_completed\",\"recalled\":[\"wine\"]}}", OutboxEntry.class))
                .withMessage("not the JSON form of OutboxEntry: see its field change.recalled.[0]");
    }

    @Test
    void the_refusal_of_a_text_does_not_quote_it() {
        ObjectNode tree = (ObjectNode) DomainJson.tree(MESSAGE);
        tree.put("text", "wine at nine\0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(tree, Message.class))
                .withMessageStartingWith("not the JSON form of Message")
                .withMessageNotContaining("wine");
    }

    @Test
    void null_describes_no_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read("null", Message.class))
                .withMessage("not the JSON form of Message: it is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainJson.read(NullNode.getInstance(), Message.class))
                .withMessage("not the JSON form of Message: it is null");
    }

    @Test
    void a_number_names_no_constant() {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read("0", Role.class));
        assertThat(DomainJson.read("\"USER\"", Role.class)).isEqualTo(Role.USER);
    }
}
