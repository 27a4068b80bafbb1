package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.NotFound;
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
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link ThreadStore}. */
public abstract class ThreadStoreContract extends StorageContract {
    private static ChatThread untitled(ThreadId id, Instant created) {
        return new ChatThread(ANNA, id, null, Attributes.none(), created, created, 1);
    }

    private ThreadStore threads() {
        return storage.threads();
    }

    @Nested
    class GetOrCreate {
        @Test
        @ContractRule("THREAD-1")
        void creates_a_thread_without_a_title() {
            ChatThread expected = untitled(HOME, now());
            assertThat(threads().getOrCreate(ANNA, HOME)).isEqualTo(expected);
            assertThat(threads().find(ANNA, HOME)).contains(expected);
        }

        @Test
        @ContractRule("THREAD-1")
        void gives_the_thread_that_is_there() {
            ChatThread created = threads().getOrCreate(ANNA, HOME);
            ChatThread titled = threads().update(created.withTitle("Garden"));
            tick();
            assertThat(threads().getOrCreate(ANNA, HOME)).isEqualTo(titled);
            assertThat(threads().list(ANNA, PageRequest.first(10)).items()).containsExactly(titled);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badIds")
        @ContractRule("THREAD-1")
        void refuses_an_id_that_is_none(String id) {
            assertRefused(() -> threads().getOrCreate(ANNA, ThreadId.of(id)));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }
    }

    @Nested
    class Update {
        @Test
        @ContractRule("THREAD-2")
        void stores_title_and_attributes_as_the_next_version() {
            ChatThread read = threads().getOrCreate(ANNA, HOME);
            tick();
            ChatThread expected =
                    new ChatThread(ANNA, HOME, "Gärten 🌳", Samples.attributes(), read.created(), read.lastActive(), 2);
            assertThat(threads().update(read.withTitle("Gärten 🌳").withAttributes(Samples.attributes())))
                    .isEqualTo(expected);
            assertThat(threads().find(ANNA, HOME)).contains(expected);
        }

        @Test
        @ContractRule("THREAD-2")
        void takes_title_and_attributes_away_again() {
            ChatThread read = threads().getOrCreate(ANNA, HOME);
            ChatThread titled = threads().update(read.withTitle("Garden").withAttributes(Samples.attributes()));
            threads().update(titled.withTitle(null).withAttributes(Attributes.none()));
            assertThat(threads().find(ANNA, HOME))
                    .contains(
                            new ChatThread(ANNA, HOME, null, Attributes.none(), read.created(), read.lastActive(), 3));
        }

        @Test
        @ContractRule("THREAD-2")
        void takes_no_times_from_the_caller() {
            ChatThread read = threads().getOrCreate(ANNA, HOME);
            Instant elsewhen = read.created().minusSeconds(99);
            ChatThread stored =
                    threads().update(new ChatThread(ANNA, HOME, "Garden", Attributes.none(), elsewhen, elsewhen, 1));
            assertThat(stored.created()).isEqualTo(read.created());
            assertThat(stored.lastActive()).isEqualTo(read.lastActive());
            assertThat(threads().find(ANNA, HOME)).contains(stored);
        }

        @Test
        @ContractRule("THREAD-2")
        void is_not_in_the_way_of_new_messages() {
            ChatThread read = threads().getOrCreate(ANNA, HOME);
            Instant said = tick();
            say(ANNA, HOME, "hello");
            assertThat(threads().update(read.withTitle("Garden")))
                    .isEqualTo(new ChatThread(ANNA, HOME, "Garden", Attributes.none(), read.created(), said, 2));
        }

        @Test
        @ContractRule("THREAD-2")
        void loses_to_who_came_first() {
            ChatThread read = threads().getOrCreate(ANNA, HOME);
            ChatThread first = threads().update(read.withTitle("first"));
            assertConflict(() -> threads().update(read.withTitle("second")));
            assertThat(threads().find(ANNA, HOME)).contains(first);
        }

        @Test
        @ContractRule("THREAD-2")
        void finds_no_unknown_thread() {
            threads().getOrCreate(ANNA, HOME);
            assertNotFound(() -> threads().update(untitled(WORK, now())));
            assertThat(threads().find(ANNA, WORK)).isEmpty();
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("THREAD-3")
        void gives_the_users_own_thread_only() {
            ChatThread annas = threads().getOrCreate(ANNA, HOME);
            assertThat(threads().find(ANNA, HOME)).contains(annas);
            assertThat(threads().find(ANNA, WORK)).isEmpty();
            assertThat(threads().find(BEN, HOME)).isEmpty();
        }

        @Test
        @ContractRule("THREAD-3")
        void throws_as_get_and_names_user_and_thread() {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> threads().get(ANNA, HOME))
                    .withMessageContainingAll("anna", "home");
        }

        @Test
        @ContractRule("THREAD-3")
        void compares_ids_exactly() {
            threads().getOrCreate(ANNA, HOME);
            assertThat(threads().find(ANNA, ThreadId.of("Home"))).isEmpty();
            assertThat(threads().find(ANNA, ThreadId.of("home "))).isEmpty();
        }
    }

    @Nested
    class ListAll {
        private Listing<ChatThread> listing() {
            return request -> threads().list(ANNA, request);
        }

        private ChatThread active(String id, Instant at) {
            say(ThreadId.of(id), "hello", at);
            return threads().get(ANNA, ThreadId.of(id));
        }

        @Test
        @ContractRule("THREAD-4")
        void gives_the_latest_active_first_and_ties_by_id() {
            Instant monday = now();
            Instant tuesday = monday.plusSeconds(86_400);
            ChatThread d = active("d", monday);
            ChatThread b = active("b", monday);
            ChatThread emoji = active("😀", monday);
            ChatThread replacement = active("\ufffd", monday);
            ChatThread upper = active("B", monday);
            ChatThread last = active("z", tuesday);
            ChatThread first = active("a", monday.minusNanos(1_000));
            threads().getOrCreate(BEN, HOME);
            listing().assertGives(List.of(last, upper, b, d, replacement, emoji, first));
        }

        @Test
        @ContractRule("THREAD-4")
        void moves_a_thread_to_the_front_when_something_is_said_in_it() {
            active("a", now());
            active("b", tick());
            Instant later = tick();
            active("a", later);
            assertThat(listing().all())
                    .extracting(thread -> thread.id().value())
                    .containsExactly("a", "b");
        }

        @Test
        @ContractRule("THREAD-4")
        void is_empty_for_an_unknown_user() {
            threads().getOrCreate(BEN, HOME);
            assertThat(listing().first(1)).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("THREAD-4")
        void goes_on_where_it_was_while_threads_come_and_go() {
            Instant time = now();
            List.of("b", "d", "f", "h").forEach(id -> active(id, time));
            Page<ChatThread> page = listing().first(2);
            threads().delete(ANNA, ThreadId.of("d"));
            threads().delete(ANNA, ThreadId.of("f"));
            active("c", time);
            active("g", time);
            active("newest", time.plusSeconds(1));
            active("oldest", time.minusSeconds(1));
            assertThat(listing().after(page))
                    .extracting(thread -> thread.id().value())
                    .containsExactly("g", "h", "oldest");
        }

        @Test
        @ContractRule("THREAD-4")
        void refuses_cursors_of_others() {
            active("a", now());
            active("b", now());
            listing().assertRefusesForeignCursors();
        }
    }

    @Nested
    class Delete {
        @Test
        @ContractRule("THREAD-5")
        void takes_the_thread_and_its_messages_and_says_so() {
            Message gone = say(ANNA, HOME, "gone");
            Message stays = say(ANNA, WORK, "stays");
            assertThat(threads().delete(ANNA, HOME)).isTrue();
            assertThat(threads().find(ANNA, HOME)).isEmpty();
            assertThat(storage.chat().find(ANNA, gone.id())).isEmpty();
            assertThat(storage.chat()
                            .list(ANNA, MessageFilter.all(), PageRequest.first(10))
                            .items())
                    .containsExactly(stays);
            assertThat(threads().delete(ANNA, HOME)).isFalse();
        }

        @Test
        @ContractRule("THREAD-5")
        void leaves_memories_and_patterns_that_cite_the_messages() {
            Message cited = say(ANNA, HOME, "I am allergic to nuts");
            Memory memory = storage.memories()
                    .add(ANNA, NewMemory.fact("allergy", "nuts").withSources(List.of(cited.id())));
            Pattern pattern = storage.patterns()
                    .add(ANNA, NewPattern.of(PatternType.BEHAVIOR, "asks").withEvidence(List.of(cited.id())));
            threads().delete(ANNA, HOME);
            assertThat(storage.memories().find(ANNA, memory.id())).contains(memory);
            assertThat(storage.patterns().find(ANNA, pattern.id())).contains(pattern);
        }

        @Test
        @ContractRule("THREAD-5")
        void leaves_the_thread_of_the_same_name_of_another_user() {
            Message bens = say(BEN, HOME, "mine");
            ChatThread home = threads().get(BEN, HOME);
            assertThat(threads().delete(ANNA, HOME)).isFalse();
            say(ANNA, HOME, "mine too");
            assertThat(threads().delete(ANNA, HOME)).isTrue();
            assertThat(threads().find(BEN, HOME)).contains(home);
            assertThat(storage.chat().find(BEN, bens.id())).contains(bens);
        }

        @Test
        @ContractRule("THREAD-5")
        void lets_a_new_thread_of_the_same_id_begin_empty() {
            threads().update(threads().getOrCreate(ANNA, HOME).withTitle("old"));
            say(ANNA, HOME, "old");
            threads().delete(ANNA, HOME);
            Instant later = tick();
            assertThat(threads().getOrCreate(ANNA, HOME)).isEqualTo(untitled(HOME, later));
            assertThat(storage.chat().list(ANNA, HOME, PageRequest.first(10))).isEqualTo(Page.empty());
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("THREAD-5")
        void takes_the_external_ids_of_the_thread_and_its_messages() {
            Message gone = say(ANNA, HOME, "gone");
            ExternalId threadId = ExternalId.of("crm", "t");
            ExternalId messageId = ExternalId.of("crm", "m");
            storage.externalIds().link(EntityRef.of(ANNA, HOME), threadId);
            storage.externalIds().link(EntityRef.of(ANNA, gone.id()), messageId);
            threads().delete(ANNA, HOME);
            assertThat(storage.externalIds().find(ANNA, threadId)).isEmpty();
            assertThat(storage.externalIds().find(ANNA, messageId)).isEmpty();
            assertThat(storage.externalIds().list(EntityRef.of(ANNA, gone.id())))
                    .isEmpty();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("THREAD-5")
        void takes_the_vectors_of_its_messages() {
            EmbeddingSpace space = new EmbeddingSpace("model", 2);
            storage.vectors().addSpace(space);
            Message gone = say(ANNA, HOME, "hello");
            NewVector vector = new NewVector(
                    EntityRef.of(ANNA, gone.id()), EmbeddingText.of(gone), new SpaceVector(space, Vector.of(1, 0)));
            assertThat(storage.vectors().put(ANNA, List.of(vector))).isEqualTo(1);
            threads().delete(ANNA, HOME);
            assertThat(storage.vectors().countUnembedded(ANNA, space)).isZero();
            // The same message again, by its id: had the old vector stayed, it would count as embedded.
            storage.chat().append(ANNA, HOME, NewMessage.user("hello").withId(gone.id()));
            assertThat(storage.vectors().countUnembedded(ANNA, space)).isEqualTo(1);
        }
    }
}
