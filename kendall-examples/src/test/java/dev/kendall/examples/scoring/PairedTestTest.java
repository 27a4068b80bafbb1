package dev.kendall.examples.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedTestTest {
    /** Darwin's maize, in eighths of an inch, on which Fisher first made the randomisation test: crossed less self-fertilised plants. */
    private static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    @Test
    void fiveAlikeDifferencesAreTwoOfThirtyTwoAssignments() {
        PairedTest test = PairedTest.of(new double[] {1, 1, 1, 1, 1}, 42);
        assertThat(test.randomisation()).isEqualTo(2 / 32.0);
        assertThat(test.sign()).isEqualTo(2 / 32.0, within(1e-12));
        assertThat(test.better()).isEqualTo(5);
        assertThat(test.difference()).isEqualTo(new Estimate(1, 1, 1));
    }

    @Test
    void everyAssignmentOfAFewIsTried() {
        // The sums of ±1 ±2 ±3 are 6, 4, 2, 0, 0, -2, -4, -6: six of the eight are at least as far from 0 as 1 - 2 + 3.
        assertThat(PairedTest.of(new double[] {1, -2, 3}, 42).randomisation()).isEqualTo(6 / 8.0);
    }

    @Test
    void fishersOwnExample() {
        // 1,726 of 32,768 assignments, which Fisher counted in The Design of Experiments, section 21.
        PairedTest test = PairedTest.of(MAIZE, 42);
        assertThat(test.randomisation()).isEqualTo(1_726 / 32_768.0);
        assertThat(test.sign()).isEqualTo(2 * (1 + 15 + 105) / 32_768.0, within(1e-12));
        assertThat(test.better()).isEqualTo(13);
        assertThat(test.worse()).isEqualTo(2);
    }

    @Test
    void whatDoesNotDifferSaysNothing() {
        PairedTest test = PairedTest.of(new double[] {0, 0, 0}, 42);
        assertThat(test.randomisation()).isEqualTo(1);
        assertThat(test.sign()).isEqualTo(1);
        assertThat(test.better() + test.worse()).isZero();
    }

    @Test
    void equalQuestionsDoNotChangeThePValues() {
        double[] padded = Arrays.copyOf(new double[] {1, 1, 1, 1, 1}, 100);
        assertThat(PairedTest.of(padded, 42).randomisation()).isEqualTo(2 / 32.0);
    }

    @Test
    void manyClearDifferencesAreNoChance() {
        double[] clear = new double[2_000];
        Arrays.fill(clear, 0.5);
        PairedTest test = PairedTest.of(clear, 42);
        assertThat(test.randomisation()).isEqualTo(1.0 / (PairedTest.ASSIGNMENTS + 1));
        assertThat(test.sign()).isBetween(0.0, 1e-300);
    }

    @Test
    void theSameSeedGivesTheSame() {
        double[] noise = new Random(1).doubles(200, -1, 1).toArray();
        assertThat(PairedTest.of(noise, 7)).isEqualTo(PairedTest.of(noise, 7));
        assertThat(PairedTest.of(noise, 7).randomisation()).isBetween(.01, 1.0);
    }
}
