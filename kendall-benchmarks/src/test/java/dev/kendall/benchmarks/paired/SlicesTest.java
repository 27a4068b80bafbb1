package dev.kendall.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlicesTest {
    @Test
    void waysTakeTurnsSliceBySliceAnotherOneFirstEachTime() {
        List<String> order = new ArrayList<>();
        Map<String, Slices.Operation> ways = new LinkedHashMap<>();
        for (String way : List.of("a", "b")) {
            ways.put(way, time -> {
                if (order.isEmpty() || !order.get(order.size() - 1).equals(way)) {
                    order.add(way);
                }
            });
        }

        Map<String, Times> times = new Slices(1, 2, Duration.ofMillis(2), 1).measure(ways);

        // The last of one pass is the first of the next one, so that they are one run of the same way.
        assertThat(order).containsExactly("a", "b", "a", "b");
        assertThat(times.get("a").rounds()).hasSize(1);
        assertThat(times.get("b").samples()).isPositive();
    }

    @Test
    void anOperationLongerThanASliceIsMeasured() {
        Map<String, Times> times = new Slices(2, 3, Duration.ZERO, 0).measure(Map.of("long", time -> {}));

        assertThat(times.get("long").samples()).isEqualTo(6);
    }
}
