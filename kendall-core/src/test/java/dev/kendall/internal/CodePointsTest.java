package dev.kendall.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodePointsTest {
    @Test
    void the_order_is_that_of_code_points_where_strings_differ() {
        assertThat(List.of("\uD83D\uDE00", "\uFFFD", "b", "", "a", "é", "aa").stream()
                        .sorted(CodePoints::compare)
                        .toList())
                .containsExactly("", "a", "aa", "b", "é", "\uFFFD", "\uD83D\uDE00");
        assertThat("\uFFFD".compareTo("\uD83D\uDE00"))
                .as("what String would say")
                .isPositive();
        assertThat(CodePoints.compare("x\uD83D\uDE00", "x\uD83D\uDE00")).isZero();
    }

    @Test
    void the_order_is_that_of_the_bytes_of_utf_8() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] alphabet = {'a', 'b', 0xE9, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};
        for (int i = 0; i < 2_000; i++) {
            String left = text(random, alphabet);
            String right = text(random, alphabet);
            int bytes = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(CodePoints.compare(left, right)))
                    .as("seed %d: %s and %s", seed, left, right)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    private static String text(Random random, int[] alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
}
