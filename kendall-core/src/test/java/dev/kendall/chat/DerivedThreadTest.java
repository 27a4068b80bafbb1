package dev.kendall.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedThreadTest {
    private static final UserId USER = UserId.of("u-1");
    private static final ThreadId THREAD = ThreadId.of("t-1");
    private static final Instant BEGIN = Instant.parse("2026-03-01T09:00:00Z");

    private static Message said(Role role, int minute, String text) {
        return new Message(
                USER,
                THREAD,
                new MessageId(new UUID(minute, 1)),
                role,
                MessageType.TEXT,
                null,
                text,
                BEGIN.plusSeconds(60L * minute),
                Attributes.none());
    }

    @Test
    void it_spans_its_messages_and_is_named_by_the_first_words_of_the_user() {
        ChatThread thread = DerivedThread.of(List.of(
                said(Role.USER, 9, "and later"),
                said(Role.ASSISTANT, 0, "Good morning!"),
                said(Role.USER, 1, "  "),
                said(Role.USER, 2, " is it\n  raining? ")));

        assertThat(thread.user()).isEqualTo(USER);
        assertThat(thread.id()).isEqualTo(THREAD);
        assertThat(thread.title()).isEqualTo("is it raining?");
        assertThat(thread.created()).isEqualTo(BEGIN);
        assertThat(thread.lastActive()).isEqualTo(BEGIN.plusSeconds(540));
        assertThat(thread.version()).isEqualTo(1);
    }

    @Test
    void it_has_no_title_when_the_user_said_nothing() {
        assertThat(DerivedThread.of(List.of(said(Role.ASSISTANT, 0, "Hello?"))).title())
                .isNull();
    }

    @Test
    void a_long_title_is_cut_before_half_a_character_and_white_space() {
        String emoji = "\uD83D\uDE00";
        assertThat(DerivedThread.of(List.of(said(Role.USER, 0, "x".repeat(199) + emoji)))
                        .title())
                .isEqualTo("x".repeat(199));
        assertThat(DerivedThread.of(List.of(said(Role.USER, 0, "x".repeat(199) + " y")))
                        .title())
                .isEqualTo("x".repeat(199));
        assertThat(DerivedThread.of(List.of(said(Role.USER, 0, "x".repeat(200))))
                        .title())
                .isEqualTo("x".repeat(200));
    }
}
