package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.learning.pattern.BetaBinomial.Prior;
import org.junit.jupiter.api.Test;

class BetaBinomialTest {
    @Test
    void the_sequences_of_one_length_add_up_to_one() {
        for (Prior prior : new Prior[] {new Prior(1, 1), new Prior(3, 1), new Prior(1, 30)}) {
            double sum = 0;
            for (int kept = 0; kept <= 9; kept++) {
                sum += Math.exp(BetaBinomial.logChoose(9, kept) + BetaBinomial.log(kept, 9 - kept, prior));
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void after_a_uniform_prior_it_is_laplaces_rule_of_succession() {
        double next = BetaBinomial.log(8, 2, new Prior(1, 1)) - BetaBinomial.log(7, 2, new Prior(1, 1));
        assertThat(Math.exp(next)).isCloseTo(8.0 / 11, within(1e-9));
    }

    @Test
    void factorials_beyond_the_table_go_on_smoothly() {
        assertThat(BetaBinomial.logFactorial(8_192) - BetaBinomial.logFactorial(8_191))
                .isCloseTo(Math.log(8_192), within(1e-6));
        assertThat(BetaBinomial.logFactorial(5)).isCloseTo(Math.log(120), within(1e-12));
    }

    @Test
    void the_probability_that_a_rate_is_above_another_is_that_of_the_beta_distribution() {
        assertThat(BetaBinomial.above(0.5, 0, 0)).isCloseTo(0.5, within(1e-9));
        assertThat(BetaBinomial.above(0.5, 7, 7)).isCloseTo(0.5, within(1e-9));
        // Beta(9, 1): 1 − 0.5⁹
        assertThat(BetaBinomial.above(0.5, 8, 0)).isCloseTo(1 - Math.pow(0.5, 9), within(1e-9));
        assertThat(BetaBinomial.above(0.15, 0, 8)).isCloseTo(Math.pow(0.85, 9), within(1e-9));
    }
}
