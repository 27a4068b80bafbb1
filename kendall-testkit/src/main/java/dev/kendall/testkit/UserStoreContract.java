package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.NotFound;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link UserStore}. */
public abstract class UserStoreContract extends StorageContract {
    private static final Profile ANNIE = Profile.builder().nickname("Annie").build();

    static Stream<Named<Consumer<Storage>>> firstWrites() {
        return Stream.of(
                write("a thread", s -> s.threads().getOrCreate(ANNA, HOME)),
                write("a message", s -> s.chat().append(ANNA, HOME, NewMessage.user("hello"))),
                write("a contact", s -> s.contacts().upsert(ANNA, NewContact.named("John"))),
                write("a pattern", s -> s.patterns().add(ANNA, NewPattern.of(PatternType.BEHAVIOR, "walks"))),
                write("a memory", s -> s.memories().add(ANNA, NewMemory.fact("allergy", "nuts"))));
    }

    static Stream<Named<Consumer<Storage>>> reads() {
        PageRequest first = PageRequest.first(10);
        return Stream.of(
                write("find", s -> s.users().find(ANNA)),
                write("threads", s -> s.threads().list(ANNA, first)),
                write("a thread", s -> s.threads().find(ANNA, HOME)),
                write("messages", s -> s.chat().list(ANNA, MessageFilter.all(), first)),
                write("an empty append", s -> s.chat().append(ANNA, HOME, List.of())),
                write("contacts", s -> s.contacts().list(ANNA, first)),
                write("patterns", s -> s.patterns().list(ANNA, PatternFilter.all(), first)),
                write("memories", s -> s.memories().list(ANNA, MemoryFilter.all(), first)),
                write("erase", s -> s.erase(ANNA)));
    }

    private static Named<Consumer<Storage>> write(String name, Consumer<Storage> write) {
        return Named.of(name, write);
    }

    private UserStore users() {
        return storage.users();
    }

    @Nested
    class Existence {
        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.UserStoreContract#firstWrites")
        @ContractRule("USER-1")
        void begins_with_the_first_thing_stored(Consumer<Storage> write) {
            write.accept(storage);
            assertThat(users().find(ANNA)).contains(new User(ANNA, Profile.empty(), now(), now(), 1));
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("USER-1")
        void begins_with_an_external_id_too() {
            storage.externalIds().link(EntityRef.of(ANNA), ExternalId.of("crm", "7"));
            assertThat(users().find(ANNA)).contains(new User(ANNA, Profile.empty(), now(), now(), 1));
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.UserStoreContract#firstWrites")
        @ContractRule("USER-1")
        void is_not_touched_by_what_is_stored_later(Consumer<Storage> write) {
            User before = users().save(ANNA, ANNIE);
            tick();
            write.accept(storage);
            assertThat(users().find(ANNA)).contains(before);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.UserStoreContract#reads")
        @ContractRule("USER-1")
        void does_not_begin_with_a_read(Consumer<Storage> read) {
            read.accept(storage);
            assertThat(users().find(ANNA)).isEmpty();
            assertThat(users().list(PageRequest.first(10))).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("USER-1")
        void does_not_begin_with_a_write_that_fails() {
            assertRefused(() ->
                    storage.contacts().upsert(ANNA, NewContact.named("John").withPhone("no number")));
            assertThat(users().find(ANNA)).isEmpty();
        }
    }

    @Nested
    class Save {
        @Test
        @ContractRule("USER-2")
        void creates_the_user_at_version_1() {
            User expected = new User(ANNA, Samples.profile(), now(), now(), 1);
            assertThat(users().save(ANNA, Samples.profile())).isEqualTo(expected);
            assertThat(users().find(ANNA)).contains(expected);
        }

        @Test
        @ContractRule("USER-2")
        void replaces_the_whole_profile_and_keeps_the_creation_time() {
            Instant created = now();
            users().save(ANNA, Samples.profile());
            Instant updated = tick();
            User expected = new User(ANNA, ANNIE, created, updated, 2);
            assertThat(users().save(ANNA, ANNIE)).isEqualTo(expected);
            assertThat(users().find(ANNA)).contains(expected);
        }

        @Test
        @ContractRule("USER-2")
        void changes_nothing_when_the_profile_is_the_stored_one() {
            User stored = users().save(ANNA, Samples.profile());
            tick();
            assertThat(users().save(ANNA, Samples.profile())).isEqualTo(stored);
            assertThat(users().find(ANNA)).contains(stored);
        }

        @Test
        @ContractRule("USER-2")
        void leaves_other_users_alone() {
            User ben = users().save(BEN, ANNIE);
            tick();
            users().save(ANNA, Samples.profile());
            assertThat(users().find(BEN)).contains(ben);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("USER-2")
        void keeps_any_text_as_it_was(String text) {
            Profile profile = Profile.builder().instructions(text).build();
            users().save(ANNA, profile);
            assertThat(users().get(ANNA).profile()).isEqualTo(profile);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("USER-2")
        void refuses_text_that_cannot_be_kept(String text) {
            assertRefused(() ->
                    users().save(ANNA, Profile.builder().instructions(text).build()));
            assertThat(users().find(ANNA)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badIds")
        @ContractRule("USER-2")
        void refuses_an_id_that_is_none(String id) {
            assertRefused(() -> users().save(UserId.of(id), ANNIE));
            assertThat(users().list(PageRequest.first(10)).items()).isEmpty();
        }
    }

    @Nested
    class Update {
        @Test
        @ContractRule("USER-3")
        void stores_the_profile_as_the_next_version() {
            User read = users().save(ANNA, ANNIE);
            Instant updated = tick();
            User expected = new User(ANNA, Samples.profile(), read.created(), updated, 2);
            assertThat(users().update(read.withProfile(Samples.profile()))).isEqualTo(expected);
            assertThat(users().find(ANNA)).contains(expected);
        }

        @Test
        @ContractRule("USER-3")
        void takes_no_times_from_the_caller() {
            User read = users().save(ANNA, ANNIE);
            Instant elsewhen = read.created().minusSeconds(99);
            Instant updated = tick();
            users().update(new User(ANNA, Samples.profile(), elsewhen, elsewhen, 1));
            assertThat(users().find(ANNA)).contains(new User(ANNA, Samples.profile(), read.created(), updated, 2));
        }

        @Test
        @ContractRule("USER-3")
        void loses_to_who_came_first() {
            User read = users().save(ANNA, ANNIE);
            User first = users().update(read.withProfile(Samples.profile()));
            assertConflict(() -> users().update(read.withProfile(Profile.empty())));
            assertThat(users().find(ANNA)).contains(first);
        }

        @Test
        @ContractRule("USER-3")
        void conflicts_with_a_version_that_never_was() {
            User stored = users().save(ANNA, ANNIE);
            assertConflict(() -> users().update(new User(ANNA, Samples.profile(), now(), now(), 9)));
            assertThat(users().find(ANNA)).contains(stored);
        }

        @Test
        @ContractRule("USER-3")
        void finds_no_unknown_user() {
            assertNotFound(() -> users().update(new User(ANNA, ANNIE, now(), now(), 1)));
            assertThat(users().find(ANNA)).isEmpty();
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("USER-4")
        void is_empty_for_an_unknown_user() {
            users().save(BEN, ANNIE);
            assertThat(users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("USER-4")
        void throws_as_get_and_names_the_user() {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> users().get(ANNA))
                    .withMessageContaining("anna");
            User stored = users().save(ANNA, ANNIE);
            assertThat(users().get(ANNA)).isEqualTo(stored);
        }

        @Test
        @ContractRule("USER-4")
        void compares_ids_exactly() {
            users().save(UserId.of("anna"), ANNIE);
            assertThat(users().find(UserId.of("Anna"))).isEmpty();
            assertThat(users().find(UserId.of("anna "))).isEmpty();
            assertThat(users().find(UserId.of("%"))).isEmpty();
        }
    }

    @Nested
    class ListAll {
        /** In the order of code points: a database's locale, or UTF-16, would sort them otherwise. */
        private static final List<String> IDS =
                List.of(" a", "A", "B", "Z", "a", "a-1", "a1", "aa", "b", "é", "ﬀ", "\ufffd", "😀", "😀a");

        private List<User> saved() {
            Stream.of(11, 3, 0, 13, 5, 8, 1, 12, 2, 10, 4, 7, 9, 6)
                    .forEach(i -> users().save(UserId.of(IDS.get(i)), ANNIE));
            return IDS.stream().map(id -> users().get(UserId.of(id))).toList();
        }

        private Listing<User> listing() {
            return request -> users().list(request);
        }

        @Test
        @ContractRule("USER-5")
        void gives_all_by_id_in_order_of_code_points() {
            listing().assertGives(saved());
        }

        @Test
        @ContractRule("USER-5")
        void is_empty_when_there_are_none() {
            assertThat(listing().first(1)).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("USER-5")
        void goes_on_where_it_was_while_users_come_and_go() {
            saved();
            Page<User> page = listing().first(3);
            assertThat(page.items()).extracting(user -> user.id().value()).containsExactly(" a", "A", "B");
            storage.erase(UserId.of("B"));
            storage.erase(UserId.of("a"));
            users().save(UserId.of("Ab"), ANNIE);
            users().save(UserId.of("C"), ANNIE);
            assertThat(listing().after(page))
                    .extracting(user -> user.id().value())
                    .containsExactly("C", "Z", "a-1", "a1", "aa", "b", "é", "ﬀ", "\ufffd", "😀", "😀a");
        }

        @Test
        @ContractRule("USER-5")
        void refuses_cursors_of_others() {
            saved();
            listing().assertRefusesForeignCursors();
        }
    }
}
