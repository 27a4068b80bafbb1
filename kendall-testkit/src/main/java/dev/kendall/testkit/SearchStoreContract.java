package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.Explanation.ArmRank;
import dev.kendall.search.Hit;
import dev.kendall.search.RankFusion;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.Signal;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.ThreadMatch;
import dev.kendall.search.Vector;
import dev.kendall.storage.Capability;
import dev.kendall.thread.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of {@link SearchStore}. The vectors lie in a plane, so that their cosines are known; what a backend scores words with
 * is its own, so that only the order is.
 */
public abstract class SearchStoreContract extends StorageContract {
    /** How far a cosine may be off: vectors are kept in single precision. */
    static final Offset<Double> NEARLY = within(1e-5);

    private static final String NO_WORD = "…?! 🙂";

    private Space space() {
        return Space.added(storage, "model", 2);
    }

    private static SearchQuery byWord(String text) {
        return SearchQuery.of(text).in(SearchMode.KEYWORD);
    }

    private static SearchQuery byMeaning(SpaceVector vector) {
        return SearchQuery.of("meaning").in(SearchMode.SEMANTIC).vector(vector);
    }

    private SearchResult<Message> messages(SearchQuery query) {
        return messages(query, MessageFilter.all());
    }

    private SearchResult<Message> messages(SearchQuery query, MessageFilter filter) {
        return storage.search().messages(ANNA, query, filter);
    }

    private SearchResult<Memory> memories(SearchQuery query) {
        return storage.search().memories(ANNA, query, MemoryFilter.all());
    }

    private List<Message> found(String words) {
        return items(messages(byWord(words)));
    }

    private static <T> List<T> items(SearchResult<T> result) {
        return result.hits().stream().map(Hit::item).toList();
    }

    private Message said(Space space, String text, float... vector) {
        Message message = aside(text);
        assertThat(space.put(message, vector)).isEqualTo(1);
        return message;
    }

    /** What a rank in one arm adds to the fused score. */
    private static double share(int rank) {
        return 1.0 / (RankFusion.K + rank);
    }

    /** What its ranks in both arms add to the score of a hit. */
    private static double ranks(Hit<?> hit) {
        Map<Signal, Double> signals = hit.explain().signals();
        return signals.getOrDefault(Signal.MEANING, 0.0) + signals.getOrDefault(Signal.WORDS, 0.0);
    }

    /** Something said in a thread of its own, where no neighbour adds to its score. */
    private Message aside(String text) {
        return say(ANNA, ThreadId.of("thread " + ids.next()), text);
    }

    @Nested
    @Needs(Capability.SEMANTIC_SEARCH)
    class ByMeaning {
        @Test
        @ContractRule("SEARCH-1")
        void ranks_messages_by_their_cosine() {
            Space space = space();
            Message opposite = said(space, "opposite", -1, 0);
            Message near = said(space, "near", 4, 3);
            Message same = said(space, "same", 0.01f, 0);
            Message orthogonal = said(space, "orthogonal", 0, 9);
            SearchResult<Message> result = messages(byMeaning(space.vector(7, 0)));
            assertThat(items(result)).containsExactly(same, near, orthogonal, opposite);
            assertThat(result.hits().get(0).score()).isEqualTo(1, NEARLY);
            assertThat(result.hits().get(1).score()).isEqualTo(0.8, NEARLY);
            assertThat(result.hits().get(2).score()).isEqualTo(0, NEARLY);
            assertThat(result.hits().get(3).score()).isEqualTo(-1, NEARLY);
        }

        @Test
        @ContractRule("SEARCH-1")
        void ranks_memories_by_their_cosine() {
            Space space = space();
            Memory far = remember(ANNA, "employer", "Acme");
            Memory near = remember(ANNA, "allergy", "nuts");
            space.put(far, 0, 1);
            space.put(near, 4, 3);
            SearchResult<Memory> result = memories(byMeaning(space.vector(1, 0)));
            assertThat(items(result)).containsExactly(near, far);
            assertThat(result.hits().get(0).score()).isEqualTo(0.8, NEARLY);
        }

        @Test
        @ContractRule("SEARCH-1")
        void sees_no_row_without_a_vector_and_says_how_many() {
            Space space = space();
            Message seen = said(space, "seen", 1, 0);
            say(ANNA, HOME, "not yet");
            say(ANNA, HOME, "not yet");
            say(ANNA, HOME, " ");
            say(BEN, HOME, "not hers");
            SearchResult<Message> result = messages(byMeaning(space.vector(1, 0)));
            assertThat(items(result)).containsExactly(seen);
            assertThat(result.unembedded()).isEqualTo(2);
            assertThat(result.semanticOff()).isNull();
        }

        @Test
        @ContractRule("SEARCH-1")
        void looks_into_the_querys_space_whichever_is_active() {
            Space active = Space.added(storage, "active", 2);
            Space other = Space.added(storage, "other", 3);
            Message here = said(active, "here", 1, 0);
            Message there = said(other, "there", 1, 0, 0);
            assertThat(items(messages(byMeaning(active.vector(1, 0))))).containsExactly(here);
            assertThat(items(messages(byMeaning(other.vector(1, 0, 0))))).containsExactly(there);
        }

        @Test
        @ContractRule("SEARCH-1")
        void gives_the_nearest_up_to_the_limit() {
            Space space = space();
            for (int i = 20; i > 0; i--) {
                said(space, "m" + i, 10, i);
            }
            assertThat(items(messages(byMeaning(space.vector(1, 0)).limit(3))))
                    .extracting(Message::text)
                    .containsExactly("m1", "m2", "m3");
        }
    }

    @Nested
    @Needs(Capability.KEYWORD_SEARCH)
    class ByWord {
        @Test
        @ContractRule("SEARCH-2")
        void finds_any_of_the_words_without_case_and_endings() {
            Message call = say(ANNA, HOME, "She CALLED me yesterday.");
            Message walk = say(ANNA, HOME, "long walks!");
            say(ANNA, HOME, "nothing of that");
            assertThat(found("calling")).containsExactly(call);
            assertThat(found("Walk")).containsExactly(walk);
            assertThat(found("walked call")).containsExactlyInAnyOrder(call, walk);
        }

        @Test
        @ContractRule("SEARCH-2")
        void finds_whole_words_only() {
            say(ANNA, HOME, "a party");
            Message art = say(ANNA, HOME, "modern art");
            assertThat(found("art")).containsExactly(art);
        }

        @Test
        @ContractRule("SEARCH-2")
        void leaves_stop_words_out() {
            Message garden = say(ANNA, HOME, "the roses in the garden");
            say(ANNA, HOME, "it is the end of the day");
            assertThat(found("the garden")).containsExactly(garden);
        }

        @Test
        @ContractRule("SEARCH-2")
        void ranks_rarer_words_and_more_of_them_higher() {
            Message both = aside("dentist appointment");
            Message rare = aside("dentist office");
            for (int i = 0; i < 8; i++) {
                aside("appointment number" + i);
            }
            List<Message> found = found("appointment dentist");
            assertThat(found).hasSize(10).startsWith(both, rare);
        }

        @Test
        @ContractRule("SEARCH-2")
        void scores_descend() {
            aside("dentist dentist appointment");
            aside("dentist");
            aside("an appointment somewhere in a rather long sentence about a lot of other topics");
            List<Double> scores = messages(byWord("dentist appointment")).hits().stream()
                    .map(hit -> -hit.score())
                    .toList();
            assertThat(scores).hasSize(3).isSorted();
        }

        @Test
        @ContractRule("SEARCH-2")
        void ranks_a_message_higher_whose_neighbours_hold_the_words_too() {
            Message answered = say(ANNA, HOME, "the garden");
            Message answer = say(ANNA, HOME, "the garden");
            Message apart = say(ANNA, WORK, "the garden");
            say(ANNA, WORK, "lunch");
            Message again = say(ANNA, WORK, "the garden");
            Message alone = aside("the garden");
            List<Hit<Message>> hits = messages(byWord("garden")).hits();
            assertThat(hits)
                    .as("a neighbour adds to what holds a word, and makes nothing else be found")
                    .extracting(Hit::item)
                    .containsExactlyInAnyOrder(answered, answer, apart, again, alone);
            assertThat(hits.subList(0, 2)).extracting(Hit::item).containsExactlyInAnyOrder(answered, answer);
            assertThat(hits.get(1).score()).isGreaterThan(hits.get(2).score());
            assertThat(hits.subList(2, 5))
                    .as("two messages further, or in another thread, is no neighbour")
                    .extracting(Hit::score)
                    .containsOnly(hits.get(2).score());
        }

        @Test
        @ContractRule("SEARCH-2")
        void searches_speakers_too() {
            Message message = storage.chat()
                    .append(ANNA, HOME, NewMessage.user("hello there").withSpeaker("Charlotte"));
            assertThat(found("charlotte")).containsExactly(message);
        }

        @Test
        @ContractRule("SEARCH-2")
        void searches_key_value_and_context_of_memories() {
            Memory memory = storage.memories()
                    .add(ANNA, NewMemory.fact("allergy", "peanuts").withContext("told at dinner"));
            remember(ANNA, "employer", "Acme");
            for (String word : List.of("allergies", "PEANUT", "dinner")) {
                assertThat(items(memories(byWord(word)))).as(word).containsExactly(memory);
            }
        }

        @Test
        @ContractRule("SEARCH-2")
        void finds_the_new_words_only_once_a_memory_has_changed() {
            Memory read = remember(ANNA, "employer", "Acme");
            Memory updated = storage.memories().update(read.withContent(NewMemory.fact("employer", "Globex")));
            assertThat(items(memories(byWord("acme")))).isEmpty();
            assertThat(items(memories(byWord("globex")))).containsExactly(updated);
        }

        @Test
        @ContractRule("SEARCH-2")
        void finds_words_of_other_scripts() {
            Message hebrew = say(ANNA, HOME, "שלום לכולם");
            Message cyrillic = say(ANNA, HOME, "Привет, Анна");
            Message accents = say(ANNA, HOME, "Déjà vu à Zürich");
            assertThat(found("שלום")).containsExactly(hebrew);
            assertThat(found("привет")).containsExactly(cyrillic);
            assertThat(found("ZÜRICH")).containsExactly(accents);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "garden & !roses",
                    "\"garden",
                    "garden:*",
                    "(garden",
                    "garden <-> x",
                    "'garden'; DROP TABLE messages; --",
                    "-garden",
                    "garden|",
                    "+garden~",
                    "^garden\\"
                })
        @ContractRule("SEARCH-2")
        void takes_signs_for_no_more_than_signs(String text) {
            Message garden = say(ANNA, HOME, "roses in the garden");
            say(ANNA, HOME, "no flowers here");
            assertThat(found(text)).containsExactly(garden);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("SEARCH-2")
        void stands_any_text(String text) {
            say(ANNA, HOME, "something else");
            Message same =
                    storage.chat().append(ANNA, HOME, NewMessage.user(text).withSpeaker("Gardener"));
            assertThat(found("gardener")).containsExactly(same);
            assertThat(found(text)).isSubsetOf(same);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("SEARCH-2")
        void refuses_text_that_cannot_be(String text) {
            assertThat(found("garden")).isEmpty();
            assertRefused(() -> found(text));
        }

        @Test
        @ContractRule("SEARCH-2")
        void forgets_what_was_deleted() {
            Message gone = say(ANNA, HOME, "garden");
            storage.chat().delete(ANNA, gone.id());
            say(ANNA, WORK, "garden");
            storage.threads().delete(ANNA, WORK);
            assertThat(found("garden")).isEmpty();
        }
    }

    @Nested
    @Needs({Capability.SEMANTIC_SEARCH, Capability.KEYWORD_SEARCH})
    class Hybrid {
        private static double share(@Nullable ArmRank rank) {
            return rank == null ? 0 : SearchStoreContract.share(rank.rank());
        }

        @Test
        @ContractRule("SEARCH-3")
        void fuses_both_rankings() {
            Space space = space();
            Message meaning = said(space, "three red flowers", 1, 0);
            Message both = said(space, "the red garden", 4, 3);
            Message word = aside("garden walls crumble");
            SearchResult<Message> result = messages(SearchQuery.of("garden").vector(space.vector(1, 0)));
            assertThat(items(result)).containsExactly(both, meaning, word);
            assertThat(ranks(result.hits().get(0)))
                    .isEqualTo(SearchStoreContract.share(2) + SearchStoreContract.share(1), within(1e-9));
            assertThat(ranks(result.hits().get(1))).isEqualTo(SearchStoreContract.share(1), within(1e-9));
            assertThat(ranks(result.hits().get(2))).isEqualTo(SearchStoreContract.share(2), within(1e-9));
            assertThat(result.unembedded()).isEqualTo(1);
        }

        @Test
        @ContractRule("SEARCH-3")
        void fuses_no_more_candidates_than_asked_for() {
            Space space = space();
            Message meaning = said(space, "flowers", 1, 0);
            Message second = said(space, "garden second", 4, 3);
            Message word = aside("garden");
            SearchQuery query =
                    SearchQuery.of("garden").vector(space.vector(1, 0)).limit(1);
            // Among all candidates the second of both would win; among one of each it is not there.
            assertThat(items(messages(query.candidates(3)))).containsExactly(second);
            assertThat(items(messages(query.candidates(1))))
                    .containsExactly(word)
                    .doesNotContain(meaning);
        }

        @Test
        @ContractRule("SEARCH-3")
        void fuses_memories_too() {
            Space space = space();
            Memory meaning = remember(ANNA, "pets", "a dog");
            Memory both = remember(ANNA, "hobby", "garden");
            space.put(meaning, 1, 0);
            space.put(both, 4, 3);
            SearchResult<Memory> result = memories(SearchQuery.of("gardens").vector(space.vector(1, 0)));
            assertThat(items(result)).containsExactly(both, meaning);
            assertThat(result.hits().get(0).score())
                    .isEqualTo(SearchStoreContract.share(2) + SearchStoreContract.share(1), within(1e-9));
        }

        @Test
        @ContractRule("SEARCH-6")
        void explains_each_hit_by_rank_and_score_of_either_arm() {
            Space space = space();
            Message meaning = said(space, "three red flowers", 1, 0);
            Message both = said(space, "the red garden", 4, 3);
            Message word = aside("garden walls crumble");
            List<Hit<Message>> hits = messages(SearchQuery.of("garden").vector(space.vector(1, 0)))
                    .hits();
            assertThat(hits).allSatisfy(hit -> {
                assertThat(hit.explain().fused()).isEqualTo(hit.score());
                assertThat(hit.explain().signals().values().stream()
                                .mapToDouble(share -> share)
                                .sum())
                        .isEqualTo(hit.score(), within(1e-9));
                assertThat(ranks(hit))
                        .isEqualTo(
                                share(hit.explain().semantic())
                                        + share(hit.explain().keyword()),
                                within(1e-9));
            });
            Hit<Message> first = hits.get(0);
            assertThat(first.item()).isEqualTo(both);
            assertThat(Objects.requireNonNull(first.explain().semantic()).rank())
                    .isEqualTo(2);
            assertThat(Objects.requireNonNull(first.explain().semantic()).score())
                    .isEqualTo(0.8, NEARLY);
            assertThat(Objects.requireNonNull(first.explain().keyword()).rank()).isEqualTo(1);
            assertThat(hits.get(1).item()).isEqualTo(meaning);
            assertThat(hits.get(1).explain().keyword()).isNull();
            assertThat(hits.get(2).item()).isEqualTo(word);
            assertThat(hits.get(2).explain().semantic()).isNull();
        }
    }

    @Nested
    class Explanations {
        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-6")
        void give_rank_and_cosine_when_found_by_meaning() {
            Space space = space();
            said(space, "same", 1, 0);
            said(space, "near", 4, 3);
            List<Hit<Message>> hits = messages(byMeaning(space.vector(1, 0))).hits();
            for (int i = 0; i < 2; i++) {
                assertThat(hits.get(i).explain().semantic())
                        .isEqualTo(new ArmRank(i + 1, hits.get(i).score()));
                assertThat(hits.get(i).explain().keyword()).isNull();
                assertThat(hits.get(i).explain().fused()).isZero();
            }
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-6")
        void give_rank_and_score_when_found_by_word() {
            aside("garden garden garden");
            aside("a garden among very many other words of a long sentence");
            SearchResult<Message> result = messages(byWord("garden"));
            assertThat(result.hits()).hasSize(2);
            for (int i = 0; i < 2; i++) {
                Hit<Message> hit = result.hits().get(i);
                assertThat(hit.explain().keyword()).isEqualTo(new ArmRank(i + 1, hit.score()));
                assertThat(hit.explain().semantic()).isNull();
                assertThat(hit.explain().fused()).isZero();
            }
            assertThat(result.unembedded()).isZero();
            assertThat(result.semanticOff()).isNull();
        }
    }

    /** Each wanted row ranks behind twenty that the filter keeps out. */
    @Nested
    class Filter {
        private final Instant time = now();

        private Message wanted(NewMessage message) {
            Message wanted = storage.chat().append(ANNA, HOME, message);
            for (int i = 0; i < 20; i++) {
                storage.chat()
                        .append(
                                ANNA,
                                WORK,
                                NewMessage.of(Role.ASSISTANT, "garden")
                                        .withType(MessageType.SYSTEM)
                                        .withCreatedAt(time.plusSeconds(60)));
            }
            return wanted;
        }

        private Message wanted() {
            return wanted(NewMessage.user("a garden among very many other words of a long sentence")
                    .withCreatedAt(time));
        }

        private List<MessageFilter> filters() {
            return List.of(
                    MessageFilter.in(HOME),
                    MessageFilter.all().notIn(WORK),
                    MessageFilter.all().between(time, time.plusSeconds(60)),
                    MessageFilter.all().of(Role.USER),
                    MessageFilter.all().of(MessageType.TEXT));
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-4")
        void comes_before_the_ranking_by_word() {
            Message wanted = wanted();
            for (MessageFilter filter : filters()) {
                assertThat(items(messages(byWord("garden").limit(2).candidates(2), filter)))
                        .as("%s", filter)
                        .containsExactly(wanted);
            }
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-4")
        void comes_before_the_ranking_by_meaning() {
            Space space = space();
            Message wanted = wanted();
            storage.chat()
                    .list(ANNA, MessageFilter.all(), PageRequest.first(100))
                    .items()
                    .forEach(message -> space.put(message, 1, 0));
            space.put(wanted, -1, 0);
            for (MessageFilter filter : filters()) {
                assertThat(items(messages(byMeaning(space.vector(1, 0)).limit(2).candidates(2), filter)))
                        .as("%s", filter)
                        .containsExactly(wanted);
            }
        }

        @Test
        @Needs({Capability.SEMANTIC_SEARCH, Capability.KEYWORD_SEARCH})
        @ContractRule("SEARCH-4")
        void comes_before_the_ranking_in_both_arms() {
            Space space = space();
            Message wanted = wanted();
            storage.chat()
                    .list(ANNA, MessageFilter.all(), PageRequest.first(100))
                    .items()
                    .forEach(message -> space.put(message, 1, 0));
            space.put(wanted, -1, 0);
            SearchQuery query =
                    SearchQuery.of("garden").vector(space.vector(1, 0)).limit(2).candidates(2);
            for (MessageFilter filter : filters()) {
                List<Hit<Message>> hits = messages(query, filter).hits();
                assertThat(hits).as("%s", filter).singleElement().satisfies(hit -> {
                    assertThat(hit.item()).isEqualTo(wanted);
                    assertThat(ranks(hit)).isEqualTo(share(1) + share(1), within(1e-9));
                });
            }
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-4")
        void applies_to_memories() {
            Memory wanted = storage.memories()
                    .add(
                            ANNA,
                            NewMemory.of(MemoryType.PREFERENCE, "outdoors", "a garden with very many other words")
                                    .withImportance(Importance.HIGH));
            tick();
            Memory closed = storage.memories().retract(remember(ANNA, "garden", "garden"), "wrong");
            for (int i = 0; i < 20; i++) {
                storage.memories().add(ANNA, NewMemory.fact("garden", "garden").expiringAt(time.plusSeconds(30)));
            }
            SearchQuery query = byWord("garden").limit(2).candidates(2);
            for (MemoryFilter filter : List.of(
                    MemoryFilter.recallable(time.plusSeconds(30)),
                    MemoryFilter.current().of(MemoryType.PREFERENCE),
                    MemoryFilter.current().of(Importance.HIGH),
                    MemoryFilter.current().withKeys("outdoors"),
                    MemoryFilter.current().recordedBetween(null, now()))) {
                assertThat(items(storage.search().memories(ANNA, query, filter)))
                        .as("%s", filter)
                        .containsExactly(wanted);
            }
            assertThat(items(storage.search().memories(ANNA, query, MemoryFilter.closed())))
                    .containsExactly(closed);
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-4")
        void applies_to_conversations() {
            wanted();
            assertThat(storage.search()
                            .threads(ANNA, byWord("garden"), MessageFilter.all().of(Role.USER))
                            .hits())
                    .extracting(hit -> hit.item().thread().id())
                    .containsExactly(HOME);
        }
    }

    @Nested
    class EqualScores {
        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-5")
        void give_the_newest_first_and_then_the_greatest_id_by_meaning() {
            Space space = space();
            Instant time = now();
            Message older = say(HOME, "same", time.minusSeconds(1));
            Message low = say(HOME, "same", time);
            Message high = say(HOME, "same", time);
            Message oldest = say(HOME, "same", time.minusSeconds(2));
            List.of(high, older, oldest, low).forEach(message -> space.put(message, 1, 0));
            assertThat(items(messages(byMeaning(space.vector(1, 0))))).containsExactly(high, low, older, oldest);
            assertThat(items(messages(byMeaning(space.vector(1, 0)).limit(2)))).containsExactly(high, low);
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-5")
        void give_the_newest_first_and_then_the_greatest_id_by_word() {
            Instant time = now();
            Message older = saidAside("garden", time.minusSeconds(1));
            Message low = saidAside("garden", time);
            Message high = saidAside("garden", time);
            Message oldest = saidAside("garden", time.minusSeconds(2));
            assertThat(found("garden")).containsExactly(high, low, older, oldest);
            assertThat(items(messages(byWord("garden").limit(3)))).containsExactly(high, low, older);
        }

        private Message saidAside(String text, Instant at) {
            return say(ThreadId.of("thread " + ids.next()), text, at);
        }

        @Test
        @Needs({Capability.SEMANTIC_SEARCH, Capability.KEYWORD_SEARCH})
        @ContractRule("SEARCH-5")
        void give_the_newest_first_when_fused() {
            Space space = space();
            Message word = aside("garden");
            tick();
            Message meaning = said(space, "flowers", 1, 0);
            SearchQuery query = SearchQuery.of("garden").vector(space.vector(1, 0));
            assertThat(items(messages(query))).containsExactly(meaning, word);
            tick();
            Message newer = aside("garden");
            assertThat(items(messages(query, MessageFilter.all().between(meaning.createdAt(), null))))
                    .containsExactly(newer, meaning);
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-5")
        void give_the_latest_recorded_memory_first() {
            Memory older = remember(ANNA, "hobby", "garden");
            tick();
            Memory low = remember(ANNA, "hobby", "garden");
            Memory high = remember(ANNA, "hobby", "garden");
            assertThat(items(memories(byWord("garden")))).containsExactly(high, low, older);
        }
    }

    @Nested
    class Without {
        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-7")
        void a_vector_a_hybrid_search_runs_by_word_and_says_so() {
            Message garden = say(ANNA, HOME, "garden");
            Memory memory = remember(ANNA, "hobby", "garden");
            say(ANNA, HOME, "flowers");
            SearchQuery query = SearchQuery.of("garden");
            assertThat(items(messages(query))).containsExactly(garden);
            assertThat(messages(query).semanticOff()).isNotBlank();
            assertThat(messages(query).unembedded()).isZero();
            assertThat(items(memories(query))).containsExactly(memory);
            assertThat(memories(query).semanticOff()).isNotBlank();
            SearchResult<ThreadMatch> threads = storage.search().threads(ANNA, query, MessageFilter.all());
            assertThat(threads.hits()).hasSize(1);
            assertThat(threads.semanticOff()).isNotBlank();
        }

        @Test
        @Needs({Capability.SEMANTIC_SEARCH, Capability.KEYWORD_SEARCH})
        @ContractRule("SEARCH-7")
        void need_nothing_is_said_when_both_arms_ran() {
            Space space = space();
            said(space, "garden", 1, 0);
            SearchQuery query = SearchQuery.of("garden").vector(space.vector(1, 0));
            assertThat(messages(query).semanticOff()).isNull();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-8")
        void a_vector_a_semantic_search_is_refused() {
            space();
            say(ANNA, HOME, "garden");
            SearchQuery query = SearchQuery.of("garden").in(SearchMode.SEMANTIC);
            assertRefused(() -> messages(query));
            assertRefused(() -> memories(query));
            assertRefused(() -> storage.search().threads(ANNA, query, MessageFilter.all()));
        }

        @ParameterizedTest
        @EnumSource(names = {"SEMANTIC", "HYBRID"})
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-8")
        void the_vectors_space_nothing_can_be_searched(SearchMode mode) {
            space();
            say(ANNA, HOME, "garden");
            SpaceVector stray = new SpaceVector(new EmbeddingSpace("unknown", 2), Vector.of(1, 0));
            SearchQuery query = SearchQuery.of("garden").in(mode).vector(stray);
            assertNotFound(() -> messages(query));
            assertNotFound(() -> memories(query));
            assertNotFound(() -> storage.search().threads(ANNA, query, MessageFilter.all()));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1_001})
        @ContractRule("SEARCH-8")
        void limits_in_range_there_is_no_query(int limit) {
            assertRefused(() -> messages(SearchQuery.of("garden").limit(limit)));
            assertRefused(() -> messages(SearchQuery.of("garden").candidates(limit)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", NO_WORD, "the", "and it was"})
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-9")
        void a_word_nothing_is_found_by_word(String text) {
            say(ANNA, HOME, "the garden and it was " + NO_WORD);
            remember(ANNA, "the", "and it was " + NO_WORD);
            assertThat(messages(byWord(text)).hits()).isEmpty();
            assertThat(memories(byWord(text)).hits()).isEmpty();
            assertThat(storage.search()
                            .threads(ANNA, byWord(text), MessageFilter.all())
                            .hits())
                    .isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        @Needs({Capability.SEMANTIC_SEARCH, Capability.KEYWORD_SEARCH})
        @ContractRule("SEARCH-9")
        void a_user_nothing_is_found(SearchMode mode) {
            Space space = space();
            Message annas = said(space, "garden", 1, 0);
            space.put(remember(ANNA, "garden", "garden"), 1, 0);
            SearchQuery query = SearchQuery.of("garden").in(mode).vector(space.vector(1, 0));
            assertThat(items(messages(query))).containsExactly(annas);
            SearchStore search = storage.search();
            assertThat(search.messages(BEN, query, MessageFilter.all()).hits()).isEmpty();
            assertThat(search.memories(BEN, query, MemoryFilter.all()).hits()).isEmpty();
            assertThat(search.threads(BEN, query, MessageFilter.all()).hits()).isEmpty();
            assertThat(storage.users().find(BEN)).isEmpty();
        }
    }

    @Nested
    class Conversations {
        private final ThreadId cabin = ThreadId.of("cabin");

        private Message said(Space space, ThreadId thread, String text, float... vector) {
            Message message = say(ANNA, thread, text);
            assertThat(space.put(message, vector)).isEqualTo(1);
            return message;
        }

        private List<Hit<ThreadMatch>> threads(SearchQuery query, MessageFilter filter) {
            return storage.search().threads(ANNA, query, filter).hits();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-10")
        void are_ranked_by_the_sum_of_their_best_three_messages() {
            Space space = space();
            Message worst = said(space, HOME, "d", 0, 1);
            Message b = said(space, HOME, "b", 4, 3);
            Message a = said(space, HOME, "a", 1, 0);
            Message c = said(space, HOME, "c", 3, 4);
            Message single = said(space, WORK, "e", 1, 0);
            said(space, cabin, "f", 3, 4);
            said(space, cabin, "g", 3, 4);
            List<Hit<ThreadMatch>> hits = threads(byMeaning(space.vector(1, 0)), MessageFilter.all());
            assertThat(hits).extracting(hit -> hit.item().thread().id()).containsExactly(HOME, cabin, WORK);
            assertThat(hits.get(0).score()).isEqualTo(1 + 0.8 + 0.6, NEARLY);
            assertThat(hits.get(1).score()).isEqualTo(0.6 + 0.6, NEARLY);
            assertThat(hits.get(2).score()).isEqualTo(1, NEARLY);
            assertThat(hits.get(0).item().thread()).isEqualTo(storage.threads().get(ANNA, HOME));
            assertThat(hits.get(0).item().best())
                    .extracting(Hit::item)
                    .containsExactly(a, b, c)
                    .doesNotContain(worst);
            assertThat(hits.get(0).explain())
                    .isEqualTo(hits.get(0).item().best().get(0).explain());
            assertThat(hits.get(2).item().best()).extracting(Hit::item).containsExactly(single);
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-10")
        void are_found_by_messages_among_the_candidates_only() {
            Space space = space();
            said(space, HOME, "a", 1, 0);
            said(space, HOME, "b", 4, 3);
            said(space, WORK, "c", 3, 4);
            List<Hit<ThreadMatch>> hits =
                    threads(byMeaning(space.vector(1, 0)).limit(2).candidates(2), MessageFilter.all());
            assertThat(hits).extracting(hit -> hit.item().thread().id()).containsExactly(HOME);
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("SEARCH-10")
        void are_given_up_to_the_limit_however_many_messages_each_has() {
            Space space = space();
            for (int i = 0; i < 5; i++) {
                said(space, HOME, "a", 1, 0);
            }
            said(space, WORK, "b", 4, 3);
            said(space, cabin, "c", 3, 4);
            List<Hit<ThreadMatch>> hits = threads(byMeaning(space.vector(1, 0)).limit(2), MessageFilter.all());
            assertThat(hits).extracting(hit -> hit.item().thread().id()).containsExactly(HOME, WORK);
            assertThat(hits.get(0).item().best()).hasSize(SearchStore.MESSAGES_PER_THREAD);
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("SEARCH-10")
        void can_leave_out_the_present_one() {
            say(ANNA, HOME, "garden");
            say(ANNA, WORK, "the garden, again");
            say(ANNA, cabin, "flowers");
            assertThat(threads(byWord("garden"), MessageFilter.all().notIn(HOME)))
                    .extracting(hit -> hit.item().thread().id())
                    .containsExactly(WORK);
        }
    }
}
