package dev.kendall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Figures;
import dev.kendall.benchmarks.report.SuiteResults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteTest {
    private static SuiteResults run(String benchmark, double... times) {
        List<Figures> figures = List.of(
                figures(benchmark, "1000", times[0]),
                figures(benchmark, "10000", times[1]),
                figures(benchmark, "100000", times[2]));
        Environment on = new Environment("", 1, 1, "", "", "", "", 0);
        return new SuiteResults("", "", "", on, "", "messages", Map.of("messages", "1000"), figures);
    }

    private static Figures figures(String benchmark, String messages, double mean) {
        return new Figures(benchmark, Map.of("messages", messages), mean, 0, mean, mean, mean, 1);
    }

    @Test
    void openingATurnMustNotGrowFasterThanLinearly() {
        assertThat(Suite.TURN.tooSteep(run("open turn", 1, 10, 120))).isEmpty();
        assertThat(Suite.TURN.tooSteep(run("open turn", 1, 5, 80)))
                .containsExactly("open turn grows as messages to the power of 1.20 from 10,000 to 100,000");
        assertThat(Suite.TURN.tooSteep(run("search by word", 1, 100, 10_000))).isEmpty();
    }

    @Test
    void benchmarksAreNamedInWords() {
        assertThat(Suite.inWords("dev.kendall.benchmarks.TurnBenchmark.searchByMeaning"))
                .isEqualTo("search by meaning");
    }
}
