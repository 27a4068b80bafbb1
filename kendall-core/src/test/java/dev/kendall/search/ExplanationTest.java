package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.search.Explanation.ArmRank;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void an_explanation_says_which_arm_found_a_hit_and_where() {
        ArmRank first = new ArmRank(1, 0.5);
        ArmRank third = new ArmRank(3, 7);
        assertThat(new Explanation(first, null)).hasToString("meaning #1 (cosine 0.500)");
        assertThat(new Explanation(null, third)).hasToString("words #3 (7.00)");
        assertThat(new Explanation(first, third, 0.03, Map.of(Signal.SPEAKER, 0.01, Signal.WORDS, 0.02)))
                .hasToString("meaning #1 (cosine 0.500), words #3 (7.00), score 0.0300, speaker +0.010");
    }

    @Test
    void an_explanation_is_the_same_in_every_language_of_the_host() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(new Explanation(
                            new ArmRank(1, 0.5),
                            new ArmRank(3, 7),
                            0.03,
                            Map.of(Signal.SPEAKER, 0.01, Signal.WORDS, 0.02)))
                    .hasToString("meaning #1 (cosine 0.500), words #3 (7.00), score 0.0300, speaker +0.010");
        } finally {
            Locale.setDefault(before);
        }
    }
}
