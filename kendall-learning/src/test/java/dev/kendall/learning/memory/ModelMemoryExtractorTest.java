package dev.kendall.learning.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.testkit.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ModelMemoryExtractorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Talk talk = new Talk();

    private Extraction ask(ScriptedChatModel model) {
        return new ModelMemoryExtractor(model).extract(talk.window(talk.heard));
    }

    private static ObjectNode claim(Object message, String quote, String facet, String value) {
        ObjectNode claim = JSON.createObjectNode();
        claim.putPOJO("message", message);
        return claim.put("quote", quote)
                .put("person_relation", "")
                .put("person_name", "")
                .put("facet", facet)
                .put("value", value)
                .put("previous", "")
                .put("denied", false)
                .put("kind", "stated")
                .put("since", "");
    }

    private static String answer(ObjectNode... claims) {
        ArrayNode array = JSON.createArrayNode().addAll(List.of(claims));
        return JSON.createObjectNode().set("claims", array).toString();
    }

    @Test
    @DisplayName("the model sees numbers and no ids, and a JSON schema; what it quotes becomes claims")
    void claims() {
        Message first = talk.say("I live in York since May, and my sister Ana is a vet.");
        talk.say(NewMessage.assistant("York is lovely."));
        ScriptedChatModel model = ScriptedChatModel.answering(answer(
                claim(1, "I live in York", "city", "York").put("since", "2025-05-01"),
                claim(1, "my sister Ana", "relationship", "Ana").put("person_relation", "sister"),
                claim(1, "my sister Ana is a vet", "job", "vet")
                        .put("person_relation", "sister")
                        .put("person_name", "Ana")));
        Extraction extraction = ask(model);

        assertThat(extraction.claims()).hasSize(3);
        Claim city = extraction.claims().get(0);
        assertThat(city.facet()).isEqualTo(Facet.CITY);
        assertThat(city.validFrom()).isEqualTo("2025-04-30T23:00:00Z");
        assertThat(city.evidence()).isEqualTo(Evidence.of(first, "I live in York"));
        assertThat(extraction.claims().get(1).facet()).isEqualTo(Facet.relation("sister"));
        assertThat(extraction.claims().get(2).subject()).isEqualTo(Subject.person("sister", "Ana"));
        ChatRequest request = model.requests().get(0);
        String shown = ((UserMessage) request.messages().get(1)).singleText();
        assertThat(shown)
                .contains("1, LEARN, user, 2026-03-02: I live in York")
                .doesNotContain(first.id().toString());
        assertThat(request.responseFormat().jsonSchema()).isNotNull();
    }

    @Test
    @DisplayName(
            "unknown numbers, the assistant's words, invented quotes, invented figures and broken fields are dropped and counted by reason")
    void dropped() {
        talk.say(NewMessage.assistant("I live in the cloud."));
        talk.say("My number is 07700 900123.");
        Extraction extraction = ask(ScriptedChatModel.answering(answer(
                claim(7, "x", "city", "York"),
                claim(0, "x", "city", "York"),
                claim("019c-another-user", "x", "city", "York"),
                claim(1, "I live in the cloud", "city", "the cloud"),
                claim(2, "I live in York", "city", "York"),
                claim(2, "My number is 07700 900123", "phone", "07700 900999"),
                claim(2, "My number", "", "x"),
                claim(2, "My number", "phone", ""),
                claim(2, "My number", "city", "York").put("since", "soon"),
                claim(2, "My number is 07700 900123.", "phone", "07700 900123"))));
        assertThat(extraction.claims()).extracting(Claim::value).containsExactly("07700 900123");
        assertThat(extraction.dropped())
                .containsEntry(DropReason.UNKNOWN_MESSAGE, 3)
                .containsEntry(DropReason.NOT_EVIDENCE, 1)
                .containsEntry(DropReason.QUOTE_NOT_FOUND, 1)
                .containsEntry(DropReason.UNGROUNDED, 1)
                .containsEntry(DropReason.INVALID, 3);
    }

    @Test
    @DisplayName("an answer that is no JSON of the schema is dropped whole")
    void unreadable() {
        talk.say("I live in York.");
        for (String answer : List.of("", "Sure! Here you go: {", "[1,2]", "{\"claims\": 7}", "null")) {
            Extraction extraction = ask(ScriptedChatModel.answering(answer));
            assertThat(extraction.claims()).isEmpty();
            assertThat(extraction.dropped()).as(answer).containsEntry(DropReason.UNREADABLE, 1);
        }
    }

    @Test
    @DisplayName("a model that refuses for a while is reported, and the window can be learned from later")
    void rateLimited() {
        talk.say("I live in York.");
        ScriptedChatModel model = ScriptedChatModel.answering()
                .thenFail(new RateLimitException("429"))
                .then(answer(claim(1, "I live in York", "city", "York")));
        GuardedExtraction guarded = new GuardedExtraction(
                List.of(new ModelMemoryExtractor(model)), ExtractionLimits.defaults(), Runnable::run);
        ExtractionReport<Claim> refused = guarded.extract(talk.window(talk.heard));
        assertThat(refused.outcomes().get(0).status()).isEqualTo(Status.RATE_LIMITED);
        assertThat(refused.outcomes().get(0).failure()).isEqualTo(RateLimitException.class.getName());
        assertThat(guarded.extract(talk.window(talk.heard)).found()).hasSize(1);
    }

    @Test
    @DisplayName("the tokens are those that the provider counted, over all calls; a window of 45 messages takes three")
    void tokens() {
        for (int i = 0; i < 45; i++) {
            talk.say("Message " + i);
        }
        ChatModel counting = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("{\"claims\":[]}"))
                        .tokenUsage(new TokenUsage(100, 7))
                        .build();
            }
        };
        Extraction extraction = new ModelMemoryExtractor(counting).extract(talk.window(talk.heard));
        assertThat(extraction.tokens()).isEqualTo(new ModelTokens(3, 300, 21));
    }

    @Test
    @DisplayName(
            "what was paid before the model failed is counted, and a time-out is told apart from a refusal and from anything else")
    void paidBeforeFailure() {
        for (int i = 0; i < 25; i++) {
            talk.say("Message " + i);
        }
        Map<RuntimeException, Status> failures = Map.of(
                new RateLimitException("429"),
                Status.RATE_LIMITED,
                new TimeoutException("30 s"),
                Status.TIMED_OUT,
                new IllegalStateException("wrapped", new RateLimitException("429")),
                Status.RATE_LIMITED,
                new IllegalStateException("else"),
                Status.FAILED);
        failures.forEach((failure, status) -> {
            AtomicInteger calls = new AtomicInteger();
            ChatModel failing = new ChatModel() {
                @Override
                public ChatResponse doChat(ChatRequest request) {
                    if (calls.incrementAndGet() > 1) {
                        throw failure;
                    }
                    return ChatResponse.builder()
                            .aiMessage(AiMessage.from("{\"claims\":[]}"))
                            .tokenUsage(new TokenUsage(100, 7))
                            .build();
                }
            };
            ExtractorOutcome outcome = new GuardedExtraction(
                            List.of(new ModelMemoryExtractor(failing)), ExtractionLimits.defaults(), Runnable::run)
                    .extract(talk.window(talk.heard))
                    .outcomes()
                    .get(0);
            assertThat(outcome.status()).isEqualTo(status);
            assertThat(outcome.failure()).isEqualTo(failure.getClass().getName());
            if (status == Status.TIMED_OUT) {
                assertThat(outcome.tokens().calls()).as("billed, and not told").isEqualTo(2);
                assertThat(outcome.tokens().input()).isBetween(500L, 5_000L);
                assertThat(outcome.tokens().output()).isEqualTo(1_000);
            } else {
                assertThat(outcome.tokens()).isEqualTo(new ModelTokens(1, 100, 7));
            }
        });
    }
}
