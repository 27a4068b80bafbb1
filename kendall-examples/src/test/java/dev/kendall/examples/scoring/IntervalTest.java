package dev.kendall.examples.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void isAboutTwoStandardErrorsWide() {
        // Of 400 values half are 0 and half are 1: mean 0.5, standard error 0.025.
        double[] values = new double[400];
        Arrays.fill(values, 0, 200, 1);
        Interval interval = Interval.bootstrap(values, 42);
        assertThat(interval.low()).isEqualTo(0.5 - 1.96 * 0.025, within(0.006));
        assertThat(interval.high()).isEqualTo(0.5 + 1.96 * 0.025, within(0.006));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] values = {0, 0.25, 1, 1, 0.5};
        assertThat(Interval.bootstrap(values, 7)).isEqualTo(Interval.bootstrap(values, 7));
    }

    @Test
    void equalValuesLeaveNoDoubt() {
        assertThat(Interval.bootstrap(new double[] {0.5, 0.5, 0.5}, 1)).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void noValuesHaveNone() {
        assertThatThrownBy(() -> Interval.bootstrap(new double[0], 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
