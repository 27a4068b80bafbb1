package dev.kendall.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.attributes.Attributes;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private static Message message(int id, String thread, Role role, MessageType type, Instant time) {
        return new Message(
                UserId.of("u"),
                ThreadId.of(thread),
                new MessageId(SequentialIds.id(id)),
                role,
                type,
                null,
                "wine at nine",
                time,
                Attributes.none());
    }

    private static Message message(int id, Instant time) {
        return message(id, "web", Role.USER, MessageType.TEXT, time);
    }

    @Test
    void a_text_may_be_empty_and_has_at_most_100_000_characters() {
        assertThat(NewMessage.user("").text()).isEmpty();
        assertThat(NewMessage.user("x".repeat(100_000)).text()).hasSize(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewMessage.user("x".repeat(100_001)))
                .withMessage("message text has 100001 characters; at most 100000 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wine\0", "wine\uD83D", "\uDE00 at nine"})
    void a_text_that_a_database_refuses_is_refused_without_being_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewMessage.assistant(text))
                .withMessageStartingWith("message text holds ")
                .withMessageNotContaining("wine");
    }

    @Test
    void a_speaker_is_filled_and_has_at_most_200_characters() {
        NewMessage message = NewMessage.user("hello");
        assertThat(message.withSpeaker("x".repeat(200)).speaker()).hasSize(200);
        assertThat(message.withSpeaker("John").withSpeaker(null)).isEqualTo(message);
        assertThatIllegalArgumentException().isThrownBy(() -> message.withSpeaker(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> message.withSpeaker("x".repeat(201)));
    }

    @Test
    void times_are_kept_in_microseconds() {
        Instant nanos = Instant.parse("2026-03-01T10:00:00.000000999Z");
        assertThat(NewMessage.user("x").withCreatedAt(nanos).createdAt()).isEqualTo(TIME);
        assertThat(message(1, nanos).createdAt()).isEqualTo(TIME);
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, Instant.MIN));
    }

    @Test
    void each_change_of_a_new_message_changes_just_that() {
        Attributes attributes = Attributes.none().with("read", true);
        MessageId id = new MessageId(SequentialIds.id(1));
        assertThat(NewMessage.of(Role.TOOL, "x")
                        .withId(id)
                        .withType(MessageType.FILE)
                        .withSpeaker("John")
                        .withCreatedAt(TIME)
                        .withAttributes(attributes))
                .isEqualTo(new NewMessage(id, Role.TOOL, MessageType.FILE, "John", "x", TIME, attributes));
        assertThat(NewMessage.user("x"))
                .isEqualTo(new NewMessage(null, Role.USER, MessageType.TEXT, null, "x", null, Attributes.none()));
        assertThat(NewMessage.assistant("x").role()).isEqualTo(Role.ASSISTANT);
    }

    @Test
    void nothing_that_was_said_shows_in_a_log() {
        Message message = message(1, TIME);
        assertThat(message)
                .hasToString(
                        "Message[u/web/" + SequentialIds.id(1) + ", USER, TEXT, 2026-03-01T10:00:00Z, 12 characters]");
        assertThat(NewMessage.user("wine at nine")).hasToString("NewMessage[null, USER, TEXT, 12 characters]");
    }

    @Test
    void messages_are_in_order_of_time_then_of_id() {
        Message first = message(2, TIME);
        Message second = message(3, TIME);
        Message third = message(1, TIME.plusNanos(1_000));
        assertThat(List.of(third, second, first).stream()
                        .sorted(Message.CHRONOLOGICAL)
                        .toList())
                .containsExactly(first, second, third);
    }

    @Test
    void a_filter_without_conditions_takes_all() {
        assertThat(MessageFilter.all().matches(message(1, TIME))).isTrue();
        assertThat(MessageFilter.all())
                .isEqualTo(new MessageFilter(Set.of(), Set.of(), null, null, Set.of(), Set.of()));
    }

    @Test
    void a_filter_takes_what_was_said_from_one_time_to_before_another() {
        Instant end = TIME.plusSeconds(60);
        MessageFilter filter = MessageFilter.all().between(TIME, end);
        assertThat(filter.matches(message(1, TIME.minusNanos(1_000)))).isFalse();
        assertThat(filter.matches(message(1, TIME))).isTrue();
        assertThat(filter.matches(message(1, end.minusNanos(1_000)))).isTrue();
        assertThat(filter.matches(message(1, end))).isFalse();
        assertThat(MessageFilter.all().between(null, TIME).matches(message(1, Instant.EPOCH)))
                .isTrue();
        assertThat(MessageFilter.all().between(TIME, TIME).matches(message(1, TIME)))
                .isFalse();
    }

    @Test
    void a_filter_whose_times_are_the_wrong_way_round_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageFilter.all().between(TIME.plusSeconds(1), TIME))
                .withMessage("from is 2026-03-01T10:00:01Z, after to, which is 2026-03-01T10:00:00Z");
    }

    @Test
    void every_condition_of_a_filter_must_hold() {
        MessageFilter filter = MessageFilter.in(ThreadId.of("web"), ThreadId.of("app"))
                .notIn(ThreadId.of("app"))
                .of(Role.USER, Role.TOOL)
                .of(MessageType.TEXT);
        assertThat(filter.matches(message(1, "web", Role.TOOL, MessageType.TEXT, TIME)))
                .isTrue();
        assertThat(filter.matches(message(1, "app", Role.USER, MessageType.TEXT, TIME)))
                .isFalse();
        assertThat(filter.matches(message(1, "sms", Role.USER, MessageType.TEXT, TIME)))
                .isFalse();
        assertThat(filter.matches(message(1, "web", Role.ASSISTANT, MessageType.TEXT, TIME)))
                .isFalse();
        assertThat(filter.matches(message(1, "web", Role.USER, MessageType.FILE, TIME)))
                .isFalse();
    }

    @Test
    void ids_are_uuids_in_unsigned_order() {
        MessageId low = MessageId.of("00000000-0000-7000-8000-000000000000");
        MessageId high = MessageId.of("ffffffff-ffff-7fff-bfff-ffffffffffff");
        assertThat(low).isLessThan(high).hasToString("00000000-0000-7000-8000-000000000000");
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.of("no uuid"));
        assertThatNullPointerException().isThrownBy(() -> new MessageId(null)).withMessage("message id");
    }

    @Test
    void a_filter_in_threads_names_one_thread_at_least() {
        assertThatIllegalArgumentException()
                .isThrownBy(MessageFilter::in)
                .withMessage("number of threads is 0; it must be from 1 to 1000");
    }

    @Test
    void what_a_filter_is_given_twice_counts_once() {
        ThreadId web = ThreadId.of("web");
        assertThat(MessageFilter.in(web, web)).isEqualTo(MessageFilter.in(web));
        assertThat(MessageFilter.all().notIn(web, web))
                .isEqualTo(MessageFilter.all().notIn(web));
        assertThat(MessageFilter.all().of(Role.USER, Role.USER))
                .isEqualTo(MessageFilter.all().of(Role.USER));
        assertThat(MessageFilter.all().of(MessageType.FILE, MessageType.FILE))
                .isEqualTo(MessageFilter.all().of(MessageType.FILE));
    }
}
