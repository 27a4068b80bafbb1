package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PatternWindowTest {
    private static final UserId USER = UserId.of("u");
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");

    private static Message message(int id, Role role, Instant at) {
        return new Message(
                USER,
                ThreadId.of("t"),
                new MessageId(new UUID(0, id)),
                role,
                MessageType.TEXT,
                null,
                "secret words",
                at,
                Attributes.none());
    }

    @Test
    void only_what_the_user_said_in_the_look_back_counts_each_message_once_in_order_of_time() {
        Message early = message(5, Role.USER, NOW.minus(PatternWindow.LOOK_BACK));
        Message late = message(1, Role.USER, NOW);
        PatternWindow window = PatternWindow.of(
                USER,
                NOW,
                List.of(
                        late,
                        early,
                        late,
                        message(2, Role.ASSISTANT, NOW),
                        message(3, Role.SYSTEM, NOW),
                        message(4, Role.USER, NOW.plusMillis(1)),
                        message(6, Role.USER, NOW.minus(PatternWindow.LOOK_BACK).minusMillis(1))));
        assertThat(window.messages()).containsExactly(early, late);
        assertThat(window.toString()).contains("2 messages").doesNotContain("secret");
    }

    @Test
    void of_too_many_messages_the_newest_count() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < PatternWindow.MAX_MESSAGES + 10; i++) {
            messages.add(message(i, Role.USER, NOW.minus(Duration.ofSeconds(i))));
        }
        PatternWindow window = PatternWindow.of(USER, NOW, messages);
        assertThat(window.messages()).hasSize(PatternWindow.MAX_MESSAGES).contains(messages.get(0));
        assertThat(window.messages()).doesNotContain(messages.get(PatternWindow.MAX_MESSAGES));
    }

    @Test
    void nothing_of_another_user_is_let_in() {
        List<Message> foreign = List.of(message(1, Role.USER, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatternWindow.of(UserId.of("v"), NOW, foreign))
                .withMessageContaining("of user u")
                .withMessageContaining("user v");
    }
}
