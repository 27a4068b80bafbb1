package dev.kendall.learning.memory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.learning.memory.english.EnglishGrammar;
import dev.kendall.memory.MemoryType;
import dev.kendall.testkit.SequentialIds;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chat model that knows no more than the grammar: it reads the prompt, and answers with what the grammar finds in it. */
final class GrammarModel implements ChatModel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINE = Pattern.compile(
            "(?ms)^(\\d+), (LEARN, )?(user|not the user), (\\d{4}-\\d{2}-\\d{2}): (.*?)(?=^\\d+, (?:LEARN|user|not)|\\z)");

    @Override
    public ChatResponse doChat(ChatRequest request) {
        String prompt = ((UserMessage) request.messages().get(1)).singleText();
        List<Message> learn = new ArrayList<>();
        List<Message> context = new ArrayList<>();
        List<MessageId> numbered = new ArrayList<>();
        Matcher line = LINE.matcher(prompt);
        while (line.find()) {
            Message message = message(line, numbered.size() + 1);
            numbered.add(message.id());
            (line.group(2) == null ? context : learn).add(message);
        }
        MemoryWindow window = MemoryWindow.of(Talk.USER, Talk.ZONE, learn).withContext(context);
        ArrayNode claims = JSON.createArrayNode();
        for (Claim claim : new EnglishGrammar().extract(window).claims()) {
            claims.add(json(claim, numbered.indexOf(claim.evidence().message()) + 1));
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.set("claims", claims);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(answer.toString()))
                .build();
    }

    private static Message message(Matcher line, int number) {
        return new Message(
                Talk.USER,
                Talk.THREAD,
                new MessageId(SequentialIds.at(number)),
                line.group(3).equals("user") ? Role.USER : Role.ASSISTANT,
                MessageType.TEXT,
                null,
                line.group(5).strip(),
                LocalDate.parse(line.group(4))
                        .atTime(12, 0)
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(number),
                Attributes.none());
    }

    private static ObjectNode json(Claim claim, int number) {
        boolean relationship = claim.facet().type().equals(MemoryType.RELATIONSHIP);
        return JSON.createObjectNode()
                .put("message", number)
                .put("quote", claim.evidence().quote())
                .put(
                        "person_relation",
                        relationship
                                ? claim.facet().name()
                                : text(claim.subject().relation()))
                .put("person_name", text(claim.subject().name()))
                .put("facet", relationship ? "relationship" : claim.facet().name())
                .put("value", text(claim.value()))
                .put("previous", text(claim.previous()))
                .put("denied", claim.polarity() == Claim.Polarity.DENIED)
                .put("kind", claim.kind().name().toLowerCase(Locale.ROOT))
                .put(
                        "since",
                        claim.validFrom() == null
                                ? ""
                                : LocalDate.ofInstant(claim.validFrom(), Talk.ZONE)
                                        .toString());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
