package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.Capability;
import dev.kendall.thread.ThreadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link ChatStore}. */
public abstract class ChatStoreContract extends StorageContract {
    private ChatStore chat() {
        return storage.chat();
    }

    private Listing<Message> listing(MessageFilter filter) {
        return request -> chat().list(ANNA, filter, request);
    }

    private List<Message> everything() {
        return listing(MessageFilter.all()).all();
    }

    /** One message an hour, oldest first, of every thread, role and type in turn. */
    private List<Message> conversation(int length) {
        Instant time = now();
        List<Role> roles = List.of(Role.values());
        List<MessageType> types = List.of(MessageType.values());
        List<Message> said = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            NewMessage message = NewMessage.of(roles.get(i % roles.size()), "message " + i)
                    .withType(types.get(i / roles.size() % types.size()))
                    .withCreatedAt(time.plusSeconds(3_600L * i));
            said.add(chat().append(ANNA, i % 3 == 0 ? HOME : WORK, message));
        }
        return said;
    }

    private static List<Message> reversed(List<Message> messages) {
        List<Message> reversed = new ArrayList<>(messages);
        Collections.reverse(reversed);
        return reversed;
    }

    @Nested
    class Append {
        @Test
        @ContractRule("CHAT-1")
        void stores_messages_in_order_with_all_their_fields() {
            Instant time = now().minusSeconds(60);
            NewMessage question = new NewMessage(
                    messageId(1), Role.USER, MessageType.FILE, "Anna 👩", "photo.jpg", time, Samples.attributes());
            NewMessage answer = NewMessage.assistant("Nice!");
            List<Message> stored = chat().append(ANNA, HOME, List.of(question, answer));
            assertThat(stored)
                    .containsExactly(
                            new Message(
                                    ANNA,
                                    HOME,
                                    messageId(1),
                                    Role.USER,
                                    MessageType.FILE,
                                    "Anna 👩",
                                    "photo.jpg",
                                    time,
                                    Samples.attributes()),
                            new Message(
                                    ANNA,
                                    HOME,
                                    stored.get(1).id(),
                                    Role.ASSISTANT,
                                    MessageType.TEXT,
                                    null,
                                    "Nice!",
                                    now(),
                                    Attributes.none()));
            assertThat(everything()).containsExactlyElementsOf(reversed(stored));
        }

        @ParameterizedTest
        @EnumSource
        @ContractRule("CHAT-1")
        void stores_every_role(Role role) {
            Message stored = chat().append(ANNA, HOME, NewMessage.of(role, "x"));
            assertThat(stored.role()).isEqualTo(role);
            assertThat(everything()).containsExactly(stored);
        }

        @ParameterizedTest
        @EnumSource
        @ContractRule("CHAT-1")
        void stores_every_type(MessageType type) {
            Message stored = chat().append(ANNA, HOME, NewMessage.user("x").withType(type));
            assertThat(stored.type()).isEqualTo(type);
            assertThat(everything()).containsExactly(stored);
        }

        @Test
        @ContractRule("CHAT-1")
        void creates_the_thread() {
            say(ANNA, HOME, "hello");
            assertThat(storage.threads().find(ANNA, HOME)).hasValueSatisfying(thread -> {
                assertThat(thread.title()).isNull();
                assertThat(thread.created()).isEqualTo(now());
                assertThat(thread.version()).isEqualTo(1);
            });
        }

        @Test
        @ContractRule("CHAT-1")
        void does_nothing_at_all_when_given_no_messages() {
            assertThat(chat().append(ANNA, HOME, List.of())).isEmpty();
            assertThat(storage.threads().find(ANNA, HOME)).isEmpty();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("CHAT-1")
        void takes_a_thousand_messages_and_no_more() {
            List<NewMessage> thousand = IntStream.range(0, 1_000)
                    .mapToObj(i -> NewMessage.user("m" + i))
                    .toList();
            List<Message> stored = chat().append(ANNA, HOME, thousand);
            assertThat(stored).extracting(Message::text).startsWith("m0", "m1").endsWith("m998", "m999");
            assertThat(everything()).containsExactlyElementsOf(reversed(stored));

            List<NewMessage> more = new ArrayList<>(thousand);
            more.add(NewMessage.user("one too many"));
            assertRefused(() -> chat().append(BEN, HOME, more));
            assertThat(storage.users().find(BEN)).isEmpty();
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("CHAT-1")
        void stores_all_or_none() {
            Message before = chat().append(ANNA, HOME, NewMessage.user("mine").withId(messageId(1)));
            assertConflict(() -> chat().append(
                            ANNA,
                            WORK,
                            List.of(
                                    NewMessage.user("fine"),
                                    NewMessage.user("another").withId(messageId(1)),
                                    NewMessage.user("fine, too"))));
            assertThat(everything()).containsExactly(before);
            assertThat(storage.threads().find(ANNA, WORK)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("CHAT-1")
        void keeps_any_text_as_it_was(String text) {
            Message stored = say(ANNA, HOME, text);
            assertThat(stored.text()).isEqualTo(text);
            assertThat(chat().find(ANNA, stored.id())).contains(stored);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\n"})
        @ContractRule("CHAT-1")
        void keeps_a_text_without_a_word(String text) {
            Message stored = say(ANNA, HOME, text);
            assertThat(stored.text()).isEqualTo(text);
            assertThat(chat().find(ANNA, stored.id())).contains(stored);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("CHAT-1")
        void refuses_text_that_cannot_be_kept(String text) {
            assertRefused(() -> say(ANNA, HOME, text));
            assertRefused(() -> chat().append(ANNA, HOME, NewMessage.user("x").withSpeaker(text)));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTimes")
        @ContractRule("CHAT-2")
        void refuses_times_that_cannot_be_kept(Instant time) {
            assertRefused(() -> say(HOME, "x", time));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("CHAT-2")
        void keeps_the_first_and_the_last_time_there_is() {
            Message first = say(HOME, "first", Instant.parse("0001-01-01T00:00:00Z"));
            Message last = say(HOME, "last", Instant.parse("9999-12-31T23:59:59.999999Z"));
            assertThat(everything()).containsExactly(last, first);
        }

        @Test
        @ContractRule("CHAT-2")
        void says_a_message_without_a_time_now_in_microseconds() {
            Instant time = tick();
            assertThat(say(ANNA, HOME, "x").createdAt()).isEqualTo(time);
            assertThat(say(HOME, "x", Instant.parse("2020-01-01T00:00:00.123456999Z"))
                            .createdAt())
                    .isEqualTo("2020-01-01T00:00:00.123456Z");
        }

        @Test
        @ContractRule("CHAT-2")
        void mints_ids_that_ascend() {
            List<Message> stored = new ArrayList<>(chat().append(
                            ANNA, HOME, List.of(NewMessage.user("a"), NewMessage.user("b"), NewMessage.user("c"))));
            stored.add(say(BEN, HOME, "d"));
            stored.add(say(HOME, "e", now().minusSeconds(99)));
            assertThat(stored).extracting(Message::id).isSorted().doesNotHaveDuplicates();
        }
    }

    @Nested
    class AppendAndTheThread {
        private Instant lastActive() {
            return storage.threads().get(ANNA, HOME).lastActive();
        }

        @Test
        @ContractRule("CHAT-2")
        void moves_the_last_activity_to_the_latest_message() {
            say(ANNA, HOME, "first");
            Instant later = now().plusSeconds(5);
            chat().append(
                            ANNA,
                            HOME,
                            List.of(
                                    NewMessage.user("latest").withCreatedAt(later),
                                    NewMessage.user("older").withCreatedAt(later.minusSeconds(1))));
            assertThat(lastActive()).isEqualTo(later);
        }

        @Test
        @ContractRule("CHAT-2")
        void never_moves_the_last_activity_back() {
            Instant latest = now();
            say(ANNA, HOME, "latest");
            say(HOME, "imported later", latest.minusSeconds(3_600));
            assertThat(lastActive()).isEqualTo(latest);
        }

        @Test
        @ContractRule("CHAT-2")
        void takes_an_imported_message_for_the_activity_of_the_thread_that_it_creates() {
            Instant past = Instant.parse("2020-01-01T00:00:00Z");
            say(HOME, "imported", past);
            assertThat(lastActive()).isEqualTo(past);
        }

        @Test
        @ContractRule("CHAT-2")
        void does_not_count_as_a_change_of_the_thread() {
            say(ANNA, HOME, "first");
            tick();
            say(ANNA, HOME, "second");
            assertThat(storage.threads().get(ANNA, HOME).version()).isEqualTo(1);
        }

        @Test
        @ContractRule("CHAT-2")
        void leaves_the_last_activity_when_a_message_is_only_repeated() {
            NewMessage message = NewMessage.user("x").withId(messageId(1));
            Instant said = now();
            chat().append(ANNA, HOME, message);
            tick();
            chat().append(ANNA, HOME, message);
            assertThat(lastActive()).isEqualTo(said);
        }
    }

    static Stream<Named<NewMessage>> otherMessages() {
        NewMessage message = AppendAgain.MESSAGE;
        return Stream.of(
                Named.of(
                        "role",
                        new NewMessage(
                                message.id(),
                                Role.ASSISTANT,
                                message.type(),
                                message.speaker(),
                                message.text(),
                                message.createdAt(),
                                message.attributes())),
                Named.of("type", message.withType(MessageType.FILE)),
                Named.of("speaker", message.withSpeaker("Ben")),
                Named.of("no speaker", message.withSpeaker(null)),
                Named.of("time", message.withCreatedAt(START.minusSeconds(1))),
                Named.of(
                        "text",
                        new NewMessage(
                                message.id(),
                                message.role(),
                                message.type(),
                                message.speaker(),
                                "Hello",
                                message.createdAt(),
                                message.attributes())));
    }

    @Nested
    class AppendAgain {
        static final NewMessage MESSAGE = new NewMessage(
                messageId(1),
                Role.USER,
                MessageType.TEXT,
                "Anna",
                "hello",
                START,
                Attributes.none().with("read", true));

        @Test
        @ContractRule("CHAT-2")
        void gives_the_stored_message() {
            Message stored = chat().append(ANNA, HOME, MESSAGE);
            tick();
            assertThat(chat().append(ANNA, HOME, MESSAGE)).isEqualTo(stored);
            assertThat(everything()).containsExactly(stored);
        }

        @Test
        @ContractRule("CHAT-2")
        void needs_no_time_to_recognise_the_message() {
            NewMessage timeless = NewMessage.user("hello").withId(messageId(2));
            Message stored = chat().append(ANNA, HOME, timeless);
            tick();
            assertThat(chat().append(ANNA, HOME, timeless)).isEqualTo(stored);
            assertThat(everything()).containsExactly(stored);
        }

        @Test
        @ContractRule("CHAT-2")
        void does_not_look_at_the_attributes() {
            Message stored = chat().append(ANNA, HOME, MESSAGE);
            assertThat(chat().append(ANNA, HOME, MESSAGE.withAttributes(Attributes.none())))
                    .isEqualTo(stored);
            assertThat(chat().find(ANNA, stored.id())).contains(stored);
        }

        @Test
        @ContractRule("CHAT-2")
        void works_within_one_call() {
            List<Message> stored = chat().append(ANNA, HOME, List.of(MESSAGE, NewMessage.assistant("hi"), MESSAGE));
            assertThat(stored.get(2)).isEqualTo(stored.get(0));
            assertThat(everything()).containsExactlyInAnyOrder(stored.get(0), stored.get(1));
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.ChatStoreContract#otherMessages")
        @ContractRule("CHAT-2")
        void conflicts_when_the_id_stands_for_another_message_by_its(NewMessage other) {
            Message stored = chat().append(ANNA, HOME, MESSAGE);
            assertConflict(() -> chat().append(ANNA, HOME, other));
            assertThat(everything()).containsExactly(stored);
        }

        @Test
        @ContractRule("CHAT-2")
        void conflicts_in_another_thread() {
            Message stored = chat().append(ANNA, HOME, MESSAGE);
            assertConflict(() -> chat().append(ANNA, WORK, MESSAGE));
            assertThat(everything()).containsExactly(stored);
            assertThat(storage.threads().find(ANNA, WORK)).isEmpty();
        }

        @Test
        @ContractRule("CHAT-2")
        void knows_the_ids_of_one_user_only() {
            Message annas = chat().append(ANNA, HOME, MESSAGE);
            Message bens =
                    chat().append(BEN, WORK, NewMessage.assistant("other").withId(messageId(1)));
            assertThat(chat().find(ANNA, messageId(1))).contains(annas);
            assertThat(chat().find(BEN, messageId(1))).contains(bens);
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("CHAT-4")
        void gives_the_users_own_message_only() {
            Message annas = say(ANNA, HOME, "mine");
            assertThat(chat().find(ANNA, annas.id())).contains(annas);
            assertThat(chat().find(BEN, annas.id())).isEmpty();
            say(BEN, HOME, "mine");
            assertThat(chat().find(BEN, annas.id())).isEmpty();
            assertThat(chat().find(ANNA, messageId(9))).isEmpty();
        }
    }

    @Nested
    class ListByIds {
        @Test
        @ContractRule("CHAT-5")
        void gives_them_in_order_of_time_and_ties_by_id() {
            Instant time = now();
            Message third = say(HOME, "third", time);
            Message fourth = say(WORK, "fourth", time);
            Message first = say(HOME, "first", time.minusSeconds(1));
            Message second = chat().append(
                            ANNA,
                            HOME,
                            NewMessage.user("second").withCreatedAt(time).withId(new MessageId(new UUID(0, 7))));
            say(HOME, "not asked for", time);
            assertThat(chat().listByIds(ANNA, List.of(fourth.id(), third.id(), second.id(), first.id())))
                    .containsExactly(first, second, third, fourth);
        }

        @Test
        @ContractRule("CHAT-5")
        void leaves_out_what_the_user_does_not_have() {
            Message annas = say(ANNA, HOME, "mine");
            Message bens = say(BEN, HOME, "not hers");
            assertThat(chat().listByIds(ANNA, List.of(messageId(9), bens.id(), annas.id())))
                    .containsExactly(annas);
            assertThat(chat().listByIds(BEN, Set.of(annas.id()))).isEmpty();
            assertThat(chat().listByIds(ANNA, List.of())).isEmpty();
        }

        @Test
        @ContractRule("CHAT-5")
        void gives_a_message_once_though_asked_twice() {
            Message message = say(ANNA, HOME, "once");
            assertThat(chat().listByIds(ANNA, List.of(message.id(), message.id())))
                    .containsExactly(message);
        }

        @Test
        @ContractRule("CHAT-5")
        void takes_a_thousand_ids_and_no_more() {
            Message message = say(ANNA, HOME, "x");
            List<MessageId> asked = new ArrayList<>(IntStream.range(1, 1_000)
                    .mapToObj(StorageContract::messageId)
                    .toList());
            asked.add(message.id());
            assertThat(chat().listByIds(ANNA, asked)).containsExactly(message);
            asked.add(messageId(0));
            assertRefused(() -> chat().listByIds(ANNA, asked));
        }
    }

    @Nested
    class ListFiltered {
        private void assertFinds(MessageFilter filter, Predicate<Message> wanted) {
            List<Message> said = conversation(40);
            say(BEN, HOME, "not hers");
            List<Message> expected = reversed(said).stream().filter(wanted).toList();
            assertThat(expected)
                    .as("a filter that lets some pass, but not all")
                    .isNotEmpty()
                    .hasSizeLessThan(40);
            listing(filter).assertGives(expected);
        }

        @Test
        @ContractRule("CHAT-3")
        void gives_all_newest_first() {
            List<Message> said = conversation(12);
            say(BEN, HOME, "not hers");
            listing(MessageFilter.all()).assertGives(reversed(said));
        }

        @Test
        @ContractRule("CHAT-3")
        void orders_ties_by_id_from_the_greatest_down() {
            Instant time = now();
            // Compared as numbers with a sign, the second would come before the first.
            Message low = withId("00000000-0000-7000-8000-000000000001", time);
            Message high = withId("ffffffff-ffff-7fff-bfff-ffffffffffff", time);
            Message between = withId("7fffffff-ffff-7fff-8000-000000000000", time);
            Message between2 = withId("7fffffff-ffff-7fff-bfff-ffffffffffff", time);
            Message newer = withId("00000000-0000-7000-8000-000000000000", time.plusNanos(1_000));
            listing(MessageFilter.all()).assertGives(List.of(newer, high, between2, between, low));
        }

        private Message withId(String id, Instant at) {
            return chat().append(
                            ANNA,
                            HOME,
                            NewMessage.user("x").withId(MessageId.of(id)).withCreatedAt(at));
        }

        @Test
        @ContractRule("CHAT-3")
        void gives_a_thread() {
            List<Message> said = conversation(9);
            Listing<Message> home = request -> chat().list(ANNA, HOME, request);
            home.assertGives(List.of(said.get(6), said.get(3), said.get(0)));
        }

        @Test
        @ContractRule("CHAT-3")
        void filters_by_threads() {
            assertFinds(
                    MessageFilter.in(WORK, ThreadId.of("unknown")),
                    m -> m.thread().equals(WORK));
        }

        @Test
        @ContractRule("CHAT-3")
        void filters_by_threads_left_out() {
            assertFinds(MessageFilter.all().notIn(WORK), m -> m.thread().equals(HOME));
        }

        @Test
        @ContractRule("CHAT-3")
        void filters_by_roles() {
            assertFinds(
                    MessageFilter.all().of(Role.USER, Role.TOOL), m -> m.role() == Role.USER || m.role() == Role.TOOL);
        }

        @Test
        @ContractRule("CHAT-3")
        void filters_by_types() {
            assertFinds(
                    MessageFilter.all().of(MessageType.FILE, MessageType.CALL_REQUEST),
                    m -> m.type() == MessageType.FILE || m.type() == MessageType.CALL_REQUEST);
        }

        @Test
        @ContractRule("CHAT-3")
        void filters_by_a_time_window_with_its_begin_and_without_its_end() {
            List<Message> said = conversation(8);
            MessageFilter filter = MessageFilter.all()
                    .between(said.get(2).createdAt(), said.get(5).createdAt());
            listing(filter).assertGives(List.of(said.get(4), said.get(3), said.get(2)));
            listing(MessageFilter.all().between(said.get(6).createdAt(), null))
                    .assertGives(List.of(said.get(7), said.get(6)));
            listing(MessageFilter.all().between(null, said.get(1).createdAt())).assertGives(List.of(said.get(0)));
        }

        @Test
        @ContractRule("CHAT-3")
        void filters_by_everything_at_once() {
            Instant begin = now().plusSeconds(3_600L * 3);
            Instant end = now().plusSeconds(3_600L * 33);
            MessageFilter filter = MessageFilter.in(WORK)
                    .between(begin, end)
                    .of(Role.ASSISTANT, Role.TOOL)
                    .of(MessageType.TEXT, MessageType.FILE);
            assertFinds(filter, filter::matches);
        }

        @Test
        @ContractRule("CHAT-3")
        void is_empty_for_an_unknown_user_or_thread() {
            say(BEN, HOME, "not hers");
            assertThat(chat().list(ANNA, HOME, PageRequest.first(1))).isEqualTo(Page.empty());
            assertThat(listing(MessageFilter.all()).first(1)).isEqualTo(Page.empty());
            assertThat(chat().list(BEN, WORK, PageRequest.first(1))).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("CHAT-3")
        void goes_on_where_it_was_while_messages_come_and_go() {
            Instant time = now();
            List<Message> said = IntStream.range(0, 6)
                    .mapToObj(i -> say(HOME, "m" + i, time))
                    .toList();
            Page<Message> page = listing(MessageFilter.in(HOME)).first(2);
            assertThat(page.items()).containsExactly(said.get(5), said.get(4));
            chat().delete(ANNA, said.get(4).id());
            chat().delete(ANNA, said.get(2).id());
            say(HOME, "newer, and on the page before", time);
            Message older = say(HOME, "older, and on the page after", time.minusSeconds(1));
            assertThat(listing(MessageFilter.in(HOME)).after(page))
                    .containsExactly(said.get(3), said.get(1), said.get(0), older);
        }

        @Test
        @ContractRule("CHAT-3")
        void refuses_cursors_of_others() {
            conversation(2);
            listing(MessageFilter.all()).assertRefusesForeignCursors();
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
        @ContractRule("CHAT-3")
        void refuses_a_limit_out_of_range(int limit) {
            assertRefused(() -> listing(MessageFilter.all()).first(limit));
        }
    }

    @Nested
    class SetAttributes {
        @Test
        @ContractRule("CHAT-6")
        void replaces_them_all_and_nothing_else() {
            Message stored = chat().append(
                            ANNA,
                            HOME,
                            NewMessage.user("x")
                                    .withAttributes(Attributes.none().with("old", 1)));
            tick();
            Message expected = stored.withAttributes(Samples.attributes());
            assertThat(chat().setAttributes(ANNA, stored.id(), Samples.attributes()))
                    .isEqualTo(expected);
            assertThat(chat().find(ANNA, stored.id())).contains(expected);
            assertThat(storage.threads().get(ANNA, HOME).lastActive()).isEqualTo(stored.createdAt());

            chat().setAttributes(ANNA, stored.id(), Attributes.none());
            assertThat(everything()).containsExactly(stored.withAttributes(Attributes.none()));
        }

        @Test
        @ContractRule("CHAT-6")
        void finds_no_unknown_message_and_none_of_another_user() {
            Message bens = say(BEN, HOME, "not hers");
            assertNotFound(() -> chat().setAttributes(ANNA, bens.id(), Samples.attributes()));
            assertNotFound(() -> chat().setAttributes(ANNA, messageId(9), Samples.attributes()));
            assertThat(chat().find(BEN, bens.id())).contains(bens);
        }
    }

    @Nested
    class Delete {
        @Test
        @ContractRule("CHAT-7")
        void takes_one_message_and_says_so() {
            Message gone = say(ANNA, HOME, "gone");
            Message stays = say(ANNA, HOME, "stays");
            assertThat(chat().delete(ANNA, gone.id())).isTrue();
            assertThat(chat().find(ANNA, gone.id())).isEmpty();
            assertThat(chat().listByIds(ANNA, List.of(gone.id()))).isEmpty();
            assertThat(everything()).containsExactly(stays);
            assertThat(chat().delete(ANNA, gone.id())).isFalse();
        }

        @Test
        @ContractRule("CHAT-7")
        void takes_none_of_another_user() {
            Message bens = say(BEN, HOME, "not hers");
            assertThat(chat().delete(ANNA, bens.id())).isFalse();
            assertThat(chat().find(BEN, bens.id())).contains(bens);
        }

        @Test
        @ContractRule("CHAT-7")
        void leaves_what_cites_the_message_and_the_threads_activity() {
            say(ANNA, HOME, "before");
            Instant latest = tick();
            Message gone = say(ANNA, HOME, "gone");
            Memory memory = storage.memories()
                    .add(ANNA, NewMemory.fact("allergy", "nuts").withSources(List.of(gone.id())));
            Pattern pattern = storage.patterns()
                    .add(ANNA, NewPattern.of(PatternType.BEHAVIOR, "asks").withEvidence(List.of(gone.id())));
            chat().delete(ANNA, gone.id());
            assertThat(storage.memories().find(ANNA, memory.id())).contains(memory);
            assertThat(storage.patterns().find(ANNA, pattern.id())).contains(pattern);
            assertThat(storage.threads().get(ANNA, HOME).lastActive()).isEqualTo(latest);
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("CHAT-7")
        void takes_its_external_ids() {
            Message gone = say(ANNA, HOME, "gone");
            ExternalId id = ExternalId.of("crm", "m");
            storage.externalIds().link(EntityRef.of(ANNA, gone.id()), id);
            chat().delete(ANNA, gone.id());
            assertThat(storage.externalIds().find(ANNA, id)).isEmpty();
            assertThat(storage.externalIds().list(EntityRef.of(ANNA, gone.id())))
                    .isEmpty();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("CHAT-7")
        void takes_its_vectors() {
            EmbeddingSpace space = new EmbeddingSpace("model", 2);
            storage.vectors().addSpace(space);
            NewMessage hello = NewMessage.user("hello").withId(messageId(1));
            Message gone = chat().append(ANNA, HOME, hello);
            NewVector vector = new NewVector(
                    EntityRef.of(ANNA, gone.id()), EmbeddingText.of(gone), new SpaceVector(space, Vector.of(1, 0)));
            assertThat(storage.vectors().put(ANNA, List.of(vector))).isEqualTo(1);
            chat().delete(ANNA, gone.id());
            assertThat(storage.vectors().countUnembedded(ANNA, space)).isZero();
            // Had the old vector stayed, the same message said again would count as embedded.
            chat().append(ANNA, HOME, hello);
            assertThat(storage.vectors().countUnembedded(ANNA, space)).isEqualTo(1);
        }
    }
}
