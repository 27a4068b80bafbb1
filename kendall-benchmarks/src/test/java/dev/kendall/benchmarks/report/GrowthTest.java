package dev.kendall.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.benchmarks.report.Growth.Point;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static Growth growth(DoubleUnaryOperator time) {
        // Not in order, which must not matter.
        return Growth.of(DoubleStream.of(100_000, 1_000, 10_000)
                .mapToObj(size -> new Point(size, time.applyAsDouble(size)))
                .toList());
    }

    @Test
    void exponentOfAPower() {
        assertThat(growth(size -> 7).overall()).isCloseTo(0, within(1e-9));
        assertThat(growth(size -> 0.002 * size).overall()).isCloseTo(1, within(1e-9));
        assertThat(growth(size -> 3 * size * size).overall()).isCloseTo(2, within(1e-9));
        assertThat(growth(size -> Math.pow(size, 1.25)).steepest()).isCloseTo(1.25, within(1e-9));
    }

    @Test
    void whatIsConstantAtFirstDoesNotHideWhatGrowsLater() {
        Growth growth = growth(size -> 1 + Math.pow(size / 20_000, 2));

        assertThat(growth.overall()).isLessThan(1);
        assertThat(growth.steepest()).isGreaterThan(1.1);
    }

    @Test
    void stepsGoFromEachSizeToTheNext() {
        assertThat(growth(size -> size).steps())
                .extracting(Growth.Step::from, Growth.Step::to)
                .containsExactly(tuple(1_000.0, 10_000.0), tuple(10_000.0, 100_000.0));
    }

    @Test
    void refusesWhatHasNoSlope() {
        Point point = new Point(1_000, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> Growth.of(List.of(point)));
        assertThatIllegalArgumentException().isThrownBy(() -> Growth.of(List.of(point, point)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1_000, 0));
    }
}
