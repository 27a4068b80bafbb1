package dev.kendall.learning.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void a_short_text_is_whole_and_on_one_line() {
        assertThat(Excerpt.of(" one\n\ttwo ", 7)).isEqualTo("one two");
        assertThat(Excerpt.of("", 7)).isEmpty();
    }

    @Test
    void a_long_text_ends_in_an_ellipsis_and_no_character_is_cut_in_two() {
        assertThat(Excerpt.of("one two three", 8)).isEqualTo("one two…");
        assertThat(Excerpt.of("\ud83d\ude00".repeat(100), 3)).isEqualTo("\ud83d\ude00\ud83d\ude00…");
        assertThat(Excerpt.of(" ".repeat(100_000) + "x", 10)).isEqualTo("…");
        assertThat(Excerpt.of("x".repeat(100_000), 300)).hasSize(300);
    }
}
