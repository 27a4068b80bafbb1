package dev.kendall.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.plot.Axis.Tick;
import dev.kendall.examples.plot.LinearAxis.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AxisTest {
    private static List<String> labels(Axis axis, int most) {
        return axis.ticks(most).stream().map(Tick::label).toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void no_axis_has_a_label_twice_or_none_at_all(Kind kind) {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            double most = Math.pow(10, 11 * random.nextDouble());
            double from = kind == Kind.TIME ? 1e12 + 1e11 * random.nextDouble() : 0;
            LinearAxis axis = kind == Kind.TIME
                    ? new LinearAxis(from, from + 1_000 + most, kind)
                    : LinearAxis.rounded(kind == Kind.PERCENT ? most / 1e9 : most, kind);
            for (int room = 2; room <= 6; room++) {
                assertThat(axis.ticks(room))
                        .as("seed 1, %s, room for %d", axis, room)
                        .hasSizeBetween(1, room + 1)
                        .allSatisfy(tick -> assertThat(axis.share(tick.value())).isBetween(-1e-6, 1 + 1e-6));
                assertThat(labels(axis, room))
                        .as("seed 1, %s, room for %d", axis, room)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void what_is_counted_is_whole() {
        assertThat(labels(LinearAxis.rounded(0, Kind.COUNT), 5)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(labels(LinearAxis.rounded(1, Kind.COUNT), 5)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(labels(LinearAxis.rounded(3_407, Kind.COUNT), 5))
                .containsExactly("0", "1,000", "2,000", "3,000", "4,000");
    }

    @Test
    void shares_have_the_decimals_of_their_step() {
        assertThat(labels(LinearAxis.rounded(0, Kind.PERCENT), 5))
                .containsExactly("0.0 %", "0.2 %", "0.4 %", "0.6 %", "0.8 %", "1.0 %");
        assertThat(labels(LinearAxis.rounded(23, Kind.PERCENT), 5))
                .containsExactly("0 %", "5 %", "10 %", "15 %", "20 %", "25 %");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1000; 0, 200 ms, 400 ms, 600 ms, 800 ms, 1,000 ms",
                "63000; 0, 15 s, 30 s, 45 s, 60 s, 75 s",
                "200000; 0, 1 min, 2 min, 3 min, 4 min",
                "9000000; 0, 30 min, 60 min, 90 min, 120 min, 150 min",
                "500000000; 0, 2 d, 4 d, 6 d"
            })
    void durations_are_told_in_the_unit_of_their_step(double most, String labels) {
        assertThat(String.join(", ", labels(LinearAxis.rounded(most, Kind.DURATION), 5)))
                .isEqualTo(labels);
    }

    private static List<String> times(String from, String to) {
        return labels(
                new LinearAxis(
                        Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli(), Kind.TIME),
                4);
    }

    @Test
    void times_are_round_and_have_their_day_where_there_are_several() {
        assertThat(times("2026-11-23T20:26:13Z", "2026-11-23T20:42:20Z")).containsExactly("20:30", "20:35", "20:40");
        assertThat(times("2026-11-23T20:26:13Z", "2026-11-23T20:27:20Z")).containsExactly("20:26:30", "20:27:00");
        assertThat(times("2026-11-23T20:26:13Z", "2026-11-24T09:00:00Z"))
                .containsExactly("24 Nov 00:00", "24 Nov 06:00");
        assertThat(times("2026-11-03T20:26:13Z", "2026-11-24T09:00:00Z"))
                .hasSizeBetween(2, 4)
                .allMatch(label -> label.endsWith(" Nov"));
    }

    @Test
    void latencies_have_powers_of_ten() {
        assertThat(labels(LogarithmicAxis.around(131, 4_200), 5)).containsExactly("100 ms", "1 s", "10 s");
        assertThat(labels(LogarithmicAxis.around(1_049, 2_097), 5)).containsExactly("1 s", "2 s", "5 s", "10 s");
        assertThat(labels(LogarithmicAxis.around(0.5, 0.5), 5)).containsExactly("0.1 ms", "0.2 ms", "0.5 ms", "1 ms");
        assertThat(LogarithmicAxis.around(131, 4_200).share(1_000)).isEqualTo(0.5);
    }
}
