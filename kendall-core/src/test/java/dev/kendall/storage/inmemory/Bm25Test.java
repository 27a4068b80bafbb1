package dev.kendall.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.search.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Bm25Test {
    /** Four rows of 2, 4, 3 and 0 words: 2.25 on average. */
    private static final List<Row<String>> ROWS = rows("red wine", "wine wine red cheese", "green tea pot", "of the");

    private static final double RED_WINE = 0.7059832;

    private static List<Row<String>> rows(String... texts) {
        return Stream.of(texts).map(text -> Row.of(text, text)).toList();
    }

    private static Map<String, Double> search(
            List<Row<String>> rows, String query, Predicate<String> filter, Function<String, Object> thread) {
        Bm25<String> search = new Bm25<>(Words.of(query), thread);
        rows.forEach(search::add);
        Map<String, Double> found = new HashMap<>();
        search.finish(
                filter,
                candidate -> assertThat(found.put(candidate.item(), candidate.score()))
                        .as("given once")
                        .isNull());
        return found;
    }

    private static Map<String, Double> search(List<Row<String>> rows, String query, Predicate<String> filter) {
        return search(rows, query, filter, row -> null);
    }

    private static Map<String, Double> search(String query) {
        return search(ROWS, query, row -> true);
    }

    @Test
    void a_word_scores_by_its_rarity_its_count_and_the_length_of_the_row() {
        // idf(wine) = ln(1 + (4 - 2 + 0.5) / (2 + 0.5)) = ln 2
        // "red wine": 1.2 * (0.7 + 0.3 * 2 / 2.25) = 1.16; ln 2 * 1 * 2.2 / (1 + 1.16)
        // "wine wine red cheese": 1.2 * (0.7 + 0.3 * 4 / 2.25) = 1.48; ln 2 * 2 * 2.2 / (2 + 1.48)
        Map<String, Double> found = search("wine");
        assertThat(found).containsOnlyKeys("red wine", "wine wine red cheese");
        assertThat(found.get("red wine")).isCloseTo(RED_WINE, within(1e-6));
        assertThat(found.get("wine wine red cheese")).isCloseTo(0.8763930, within(1e-6));
    }

    @Test
    void the_scores_of_several_words_add_up() {
        // idf(tea) = ln(1 + 3.5 / 1.5) = 1.2039728; "green tea pot": 1.2 * (0.7 + 0.3 * 3 / 2.25) = 1.32
        Map<String, Double> found = search("wine tea");
        assertThat(found).containsOnlyKeys("red wine", "wine wine red cheese", "green tea pot");
        assertThat(found.get("green tea pot")).isCloseTo(1.2039728 * 2.2 / 2.32, within(1e-6));
        assertThat(found.get("red wine")).isCloseTo(RED_WINE, within(1e-6));
        assertThat(search("red wine").get("red wine")).isCloseTo(2 * RED_WINE, within(1e-6));
    }

    @Test
    void a_word_that_is_in_every_row_still_scores() {
        assertThat(search(rows("wine", "Wine"), "wine", row -> true).values())
                .hasSize(2)
                .allSatisfy(score -> assertThat(score).isCloseTo(Math.log(1.2), within(1e-9)));
    }

    @Test
    void a_word_counts_once_in_a_query() {
        assertThat(search("wine wine WINE wines")).isEqualTo(search("wine"));
    }

    @Test
    void a_filter_hides_rows_and_changes_no_score() {
        assertThat(search(ROWS, "wine", row -> row.startsWith("red")))
                .isEqualTo(Map.of("red wine", search("wine").get("red wine")));
    }

    @Test
    void neighbours_of_one_thread_that_hold_words_of_the_query_add_to_each_other() {
        List<Row<String>> rows = rows("wine one", "wine two", "wine red");
        double alone = search(rows, "wine", row -> true).get("wine one");

        Map<String, Double> found = search(rows, "wine", row -> true, row -> "thread");
        assertThat(found.get("wine one")).as("and the next").isCloseTo(alone * 1.3, within(1e-9));
        assertThat(found.get("wine two")).as("and both").isCloseTo(alone * 1.8, within(1e-9));
        assertThat(found.get("wine red")).as("and the one before").isCloseTo(alone * 1.5, within(1e-9));
    }

    @Test
    void only_the_rows_right_before_and_after_in_the_same_thread_are_neighbours() {
        List<Row<String>> between = rows("wine one", "tea", "wine two");
        assertThat(search(between, "wine", row -> true, row -> "thread"))
                .isEqualTo(search(between, "wine", row -> true));

        List<Row<String>> mixed = rows("a wine", "b wine", "a red wine", "b tea", "b red wine");
        Map<String, Double> alone = search(mixed, "wine", row -> true);
        Map<String, Double> found = search(mixed, "wine", row -> true, row -> row.substring(0, 1));
        assertThat(found.get("a wine")).isCloseTo(alone.get("a wine") + 0.3 * alone.get("a red wine"), within(1e-9));
        assertThat(found.get("a red wine"))
                .isCloseTo(alone.get("a red wine") + 0.5 * alone.get("a wine"), within(1e-9));
        assertThat(found.get("b wine")).isEqualTo(alone.get("b wine"));
        assertThat(found.get("b red wine")).isEqualTo(alone.get("b red wine"));
    }

    @Test
    void a_neighbour_that_the_filter_hides_still_adds() {
        List<Row<String>> rows = rows("wine one", "wine two");
        Map<String, Double> all = search(rows, "wine", row -> true, row -> "thread");
        assertThat(search(rows, "wine", row -> row.endsWith("two"), row -> "thread"))
                .isEqualTo(Map.of("wine two", all.get("wine two")));
        assertThat(search(rows, "wine", row -> row.endsWith("one"), row -> "thread"))
                .isEqualTo(Map.of("wine one", all.get("wine one")));
    }

    @Test
    void words_that_are_not_there_and_stop_words_find_nothing() {
        assertThat(search("beer")).isEmpty();
        assertThat(search("of the")).isEmpty();
        assertThat(search("")).isEmpty();
        assertThat(search(List.of(), "wine", row -> true)).isEmpty();
        assertThat(search(rows("of the", ""), "wine", row -> true)).isEmpty();
    }
}
