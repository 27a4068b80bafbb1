package dev.kendall.benchmarks.postgres.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Environment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class TurnBenchmarksTest {
    /** Kendall's own statements are run as they are by plain JDBC and by pgbench: what changes in them has to be read there, too. */
    @Test
    void everythingStillRuns() throws Exception {
        Rounds once = new Rounds(1, Duration.ofMillis(1), Duration.ofMillis(1));
        Rounds crowded = new Rounds(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        TurnBenchmarks benchmarks =
                new TurnBenchmarks(once, crowded, List.of(1_000, 2_000), List.of(100, 200), step -> {});

        TurnResults results = benchmarks.run(Environment.here());

        assertThat(new TurnReport(results).tables()).contains("pgbench, extended");
        assertThat(results.crowd().values())
                .allSatisfy(way -> assertThat(way.failed()).isZero());
    }
}
