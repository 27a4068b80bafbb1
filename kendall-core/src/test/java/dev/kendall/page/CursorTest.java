package dev.kendall.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final String FOREIGN =
            "this cursor does not belong to the listing 'users'; pass the cursor of the previous"
                    + " page of the same listing, or start without one";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "u-42",
                "a\nb",
                "\n",
                "\\",
                "\\n",
                "\\\\n",
                "a\\",
                "\\\n",
                "1",
                "é\uD83D\uDE00\u2028",
                "\r",
                "a b+/="
            })
    void a_key_comes_back_as_it_was(String part) {
        Cursor cursor = Cursor.of("users", part, "behind", part);

        assertThat(cursor.key("users", 3)).containsExactly(part, "behind", part);
        assertThat(cursor.token()).matches("[A-Za-z0-9_-]+");
        assertThat(new Cursor(cursor.token()).key("users", 3)).containsExactly(part, "behind", part);
    }

    @Test
    void no_part_can_pass_for_two() {
        assertThat(Cursor.of("users", "a\nb")).isNotEqualTo(Cursor.of("users", "a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.of("users", "a\nb").key("users", 2))
                .withMessage(FOREIGN);
    }

    @Test
    void a_cursor_of_another_listing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.of("threads", "a").key("users", 1))
                .withMessage(FOREIGN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.of("users").key("users", 1))
                .withMessage(FOREIGN);
    }

    @Test
    void a_cursor_of_another_version_is_refused() {
        String later =
                Base64.getUrlEncoder().withoutPadding().encodeToString("2\nusers\na".getBytes(StandardCharsets.UTF_8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cursor(later).key("users", 1))
                .withMessage(FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "!!!!", "a b", "é", "_w", "gA", "====", "\uD83D\uDE00"})
    void a_damaged_cursor_is_refused_when_it_is_used(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cursor(token).key("users", 1))
                .withMessage("this cursor is damaged; start the listing without one");
    }

    @Test
    void every_cut_of_a_cursor_is_refused_or_gives_a_beginning_of_its_key() {
        String token = Cursor.of("users", "u-42", "2026-03-01T10:00:00Z").token();
        for (int length = 1; length < token.length(); length++) {
            Cursor cut = new Cursor(token.substring(0, length));
            try {
                List<String> key = cut.key("users", 2);
                assertThat(key.get(0)).isEqualTo("u-42");
                assertThat("2026-03-01T10:00:00Z").startsWith(key.get(1));
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("start");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_blank_token_is_none(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(token)).withMessage("cursor is blank");
    }

    @Test
    void a_token_has_at_most_2_000_characters() {
        assertThat(new Cursor("a".repeat(2_000)).token()).hasSize(2_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cursor("a".repeat(2_001)))
                .withMessage("cursor has 2001 characters; at most 2000 are allowed");
        assertThatIllegalArgumentException().isThrownBy(() -> Cursor.of("users", "a".repeat(2_000)));
    }

    @Test
    void the_longest_ids_fit_into_a_cursor() {
        String longest = "\u20AC".repeat(128);
        assertThat(Cursor.of("threads", "9999-12-31T23:59:59.999999Z", longest)
                        .key("threads", 2)
                        .get(1))
                .isEqualTo(longest);
        String escaped = "\n".repeat(127) + "x";
        assertThat(Cursor.of("users", escaped).key("users", 1)).containsExactly(escaped);
    }
}
