package dev.kendall.examples.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void percentilesAreValuesByNearestRank() {
        double[] hundred =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
        assertThat(Spread.of(hundred)).isEqualTo(new Spread(50.5, 50, 95));
        assertThat(Spread.of(new double[] {4, 1, 10})).isEqualTo(new Spread(5, 4, 10));
        assertThat(Spread.of(new double[] {7})).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void theValuesStayAsTheyWere() {
        double[] values = {3, 1, 2};
        Spread.of(values);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void noValuesHaveNone() {
        assertThatThrownBy(() -> Spread.of(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
