package dev.kendall.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(100, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static List<Long> waits(int tries) {
        return IntStream.range(0, 2_000)
                .mapToObj(each -> POLICY.wait(tries).toMillis())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "2, 20", "3, 40", "4, 60", "5, 60", "99, 60"})
    void waits_twice_as_long_each_time_up_to_a_limit_and_by_chance_a_half_less_or_more(int tries, long seconds) {
        List<Long> waits = waits(tries);
        assertThat(waits).allMatch(wait -> wait >= seconds * 500 && wait <= seconds * 1_500 + 1);
        // That a tenth of the range stays empty in 2,000 waits happens in one of 10^90 runs.
        assertThat(waits).anyMatch(wait -> wait < seconds * 600).anyMatch(wait -> wait > seconds * 1_400);
    }

    @Test
    void waits_of_the_limit_differ_as_others_do() {
        assertThat(waits(50).stream().distinct().count()).isGreaterThan(1_000);
    }

    @Test
    void bears_the_shortest_and_the_longest_waits() {
        Duration millisecond = Duration.ofMillis(1);
        Duration day = Duration.ofDays(1);
        assertThat(new RetryPolicy(2, millisecond, millisecond).wait(1))
                .isBetween(millisecond, millisecond.plusMillis(1));
        assertThat(new RetryPolicy(100, day, day).wait(100)).isBetween(day.dividedBy(2), day.multipliedBy(2));
    }
}
