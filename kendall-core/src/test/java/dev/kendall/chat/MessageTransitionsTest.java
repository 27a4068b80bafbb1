package dev.kendall.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.attributes.Attributes;
import dev.kendall.failure.Conflict;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTransitionsTest {
    private static final UserId USER = UserId.of("u");
    private static final ThreadId THREAD = ThreadId.of("t");
    private static final MessageId ID = new MessageId(SequentialIds.id(1));
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final NewMessage TEA =
            NewMessage.user("I like tea").withId(ID).withSpeaker("Ann").withCreatedAt(THEN);

    private final Message stored = MessageTransitions.appended(USER, THREAD, TEA, NOW);

    @Test
    void a_message_is_said_when_it_says_or_else_now() {
        assertThat(stored)
                .isEqualTo(new Message(
                        USER, THREAD, ID, Role.USER, MessageType.TEXT, "Ann", "I like tea", THEN, Attributes.none()));
        NewMessage untimed = NewMessage.user("I like tea").withId(ID);
        assertThat(MessageTransitions.appended(USER, THREAD, untimed, NOW).createdAt())
                .isEqualTo(NOW);
        assertThatNullPointerException()
                .isThrownBy(() -> MessageTransitions.appended(USER, THREAD, NewMessage.user("I like tea"), NOW));
    }

    @Test
    void appending_the_same_again_gives_the_stored_one_whatever_its_attributes() {
        NewMessage noted = TEA.withAttributes(Attributes.none().with("channel", "web"));
        assertThat(MessageTransitions.sameAs(stored, THREAD, noted)).isSameAs(stored);
        NewMessage untimed = NewMessage.user("I like tea").withId(ID).withSpeaker("Ann");
        assertThat(MessageTransitions.sameAs(stored, THREAD, untimed)).isSameAs(stored);
    }

    @Test
    void appending_another_under_the_id_is_a_conflict_that_quotes_nothing() {
        List<NewMessage> others = List.of(
                NewMessage.user("I like coffee").withSpeaker("Ann"),
                NewMessage.assistant("I like tea").withSpeaker("Ann"),
                NewMessage.user("I like tea").withSpeaker("Bob"),
                TEA.withType(MessageType.FILE),
                TEA.withCreatedAt(NOW));
        assertThat(others)
                .allSatisfy(other -> assertThatExceptionOfType(Conflict.class)
                        .isThrownBy(() -> MessageTransitions.sameAs(stored, THREAD, other))
                        .withMessage("user u already has another message " + ID
                                + "; what was said cannot be changed, append it under another id"));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MessageTransitions.sameAs(stored, ThreadId.of("another"), TEA));
    }
}
