package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KeptRateTest {
    private static KeptRate rate(String history) {
        KeptRate rate = new KeptRate();
        for (char occasion : history.toCharArray()) {
            if (occasion == '+') {
                rate.keep();
            } else {
                rate.miss();
            }
        }
        return rate;
    }

    @Test
    void it_starts_undecided_and_grows_with_what_is_kept() {
        assertThat(rate("").mean()).isEqualTo(0.5);
        assertThat(rate("++++").mean()).isCloseTo(0.82, within(0.01));
        assertThat(rate("+".repeat(50)).mean()).isBetween(0.9, 0.95);
    }

    @Test
    void it_follows_the_share_that_is_kept() {
        assertThat(rate("++-+".repeat(20)).mean()).isCloseTo(0.73, within(0.05));
    }

    @Test
    void old_occasions_count_less_than_new_ones() {
        assertThat(rate("-".repeat(10) + "+".repeat(10)).mean())
                .isGreaterThan(rate("+".repeat(10) + "-".repeat(10)).mean());
        assertThat(rate("+".repeat(40) + "-".repeat(8)).mean()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void every_further_miss_lowers_it_by_less() {
        double before = rate("+".repeat(20)).mean();
        double step = 1;
        for (int misses = 1; misses <= 20; misses++) {
            double now = rate("+".repeat(20) + "-".repeat(misses)).mean();
            assertThat(before - now).isPositive().isLessThan(step);
            step = before - now;
            before = now;
        }
    }

    @Test
    void it_stopped_when_the_misses_are_improbable_for_how_often_it_was_kept() {
        assertThat(rate("+".repeat(25)).hasStopped()).isFalse();
        assertThat(rate("+".repeat(25) + "-").hasStopped()).isFalse();
        assertThat(rate("+".repeat(25) + "--").hasStopped()).isTrue();
        assertThat(rate("++-".repeat(8) + "+---").hasStopped()).isFalse();
        assertThat(rate("++-".repeat(8) + "+------").hasStopped()).isTrue();
    }

    @Test
    void kept_and_missed_are_counted_in_full() {
        assertThat(rate("++-+--").kept()).isEqualTo(3);
        assertThat(rate("++-+--").missed()).isEqualTo(3);
    }
}
