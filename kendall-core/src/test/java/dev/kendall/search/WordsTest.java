package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "Wine, wine",
        "wines, wine",
        "'running, runs', run run",
        "John’s, John",
        "'John''s car', car john",
        "meeting@nine, nine meeting",
        "b2b, B2B",
        "'the wine, of course', course wine",
        "ÉCOLE, école",
        "O'Brien, Brien O",
        "O’Brien, o brien",
        "'John''ll come', 'come john'",
        "'I don''t know', know",
        "'Ann won’t', ann",
        "cafe\u0301, café",
        "can't, ''",
        "'', ''"
    })
    void texts_have_the_same_words_without_case_endings_and_stop_words(String left, String right) {
        assertThat(Words.of(left)).isEqualTo(Words.of(right));
    }

    @ParameterizedTest
    @CsvSource({
        "wine, vine",
        "école, ecole",
        "12, 21",
        "b2b, b2c",
        "tea pot, teapot",
        "İ, I",
        "don't, don",
        "O'Brien, OBrien"
    })
    void other_words_are_other_words(String left, String right) {
        assertThat(Words.of(left)).isNotEqualTo(Words.of(right));
    }

    @Test
    void words_are_ascending_and_repeated_as_often_as_they_occur() {
        long[] words = Words.of("wine cheese wine bread wine " + "x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11 x12 x13");
        assertThat(words).hasSize(18).isSorted();
        assertThat(Words.distinct(words)).hasSize(16).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "…!?", "'", "the of and", "\uD83D\uDE00", "\n\t"})
    void some_texts_have_no_words(String text) {
        assertThat(Words.of(text)).isEmpty();
        assertThat(Words.distinct(Words.of(text))).isEmpty();
    }

    @Test
    void of_a_user_are_those_of_nobody_else() {
        long[] annas = Words.of(UserId.of("anna"), "wine cheese wine");
        assertThat(annas).hasSize(3).isSorted();
        assertThat(Words.distinct(annas)).hasSize(2);
        assertThat(annas).isEqualTo(Words.of(UserId.of("anna"), "Cheese, wine and wines"));
        assertThat(annas).doesNotContain(Words.of(UserId.of("ben"), "wine cheese wine"));
        assertThat(annas).doesNotContain(Words.of("wine cheese wine"));
    }
}
