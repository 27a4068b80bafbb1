package dev.kendall.benchmarks.postgres.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final double EXACT = 1e-9;

    @Test
    void waysTakeTurnsAtBeingTheFirst() throws Exception {
        List<String> order = new ArrayList<>();
        Map<String, Rounds.Operation> ways = new LinkedHashMap<>();
        ways.put("a", time -> order.add("a" + time));
        ways.put("b", time -> order.add("b" + time));

        Map<String, Times> times = new Rounds(2, Duration.ZERO, Duration.ZERO).measure(ways);

        // Without time to spend, each runs the five times that a median needs: warming up, and in each round.
        assertThat(order).hasSize(30);
        assertThat(order.subList(0, 10)).containsExactly("a0", "b0", "b1", "a1", "a2", "b2", "b3", "a3", "a4", "b4");
        assertThat(times.get("a").samples()).isEqualTo(10);
        assertThat(times.get("a").rounds()).hasSize(2);
    }

    @Test
    void timesAreMillisecondsOverAllRounds() {
        Times times = Times.of(List.of(new long[] {3_000_000, 1_000_000, 2_000_000}, new long[] {9_000_000}));

        assertThat(times.p50()).isCloseTo(2, within(EXACT));
        assertThat(times.p95()).isCloseTo(9, within(EXACT));
        assertThat(times.mean()).isCloseTo(3.75, within(EXACT));
        assertThat(times.rounds()).containsExactly(2.0, 9.0);
    }

    @Test
    void theRatioIsTakenRoundByRound() {
        // The second round met a machine ten times as slow, both ways.
        Times dear = new Times(0, 0, 0, 3, List.of(2.0, 30.0, 2.0));
        Times cheap = new Times(0, 0, 0, 3, List.of(1.0, 10.0, 1.0));

        assertThat(dear.to(cheap)).isEqualTo(new Ratio(2, 2, 3));
        assertThat(Ratio.of(new double[] {4, 1}).median()).isCloseTo(2.5, within(EXACT));
    }
}
