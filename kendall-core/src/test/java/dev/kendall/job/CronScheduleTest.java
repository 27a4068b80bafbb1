package dev.kendall.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CronScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> next(String expression, ZoneId zone, String after, int count) {
        CronSchedule schedule = CronSchedule.of(expression, zone);
        List<String> times = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = schedule.next(at);
            times.add(at.toString());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * * | 2026-03-02T12:00:30Z | 2026-03-02T12:01:00Z",
                "*/15 * * * * | 2026-03-02T12:00:00Z | 2026-03-02T12:15:00Z",
                "5-50/20 * * * * | 2026-03-02T12:26:00Z | 2026-03-02T12:45:00Z",
                "0 9 * * 1-5 | 2026-03-06T09:00:00Z | 2026-03-09T09:00:00Z",
                "0 9 * * MON,Wed | 2026-03-02T09:00:00Z | 2026-03-04T09:00:00Z",
                "30 4 1,15 * * | 2026-03-02T00:00:00Z | 2026-03-15T04:30:00Z",
                "0 0 13 * 5 | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z",
                "0 0 * * 7 | 2026-03-02T00:00:00Z | 2026-03-08T00:00:00Z",
                "0 0 29 2 * | 2026-03-02T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 feb * | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
                "59 23 31 12 * | 2026-12-31T23:58:00Z | 2026-12-31T23:59:00Z",
                "@daily | 2026-03-02T00:00:00Z | 2026-03-03T00:00:00Z",
                "@weekly | 2026-03-02T00:00:00Z | 2026-03-08T00:00:00Z",
                "10/20 * * * * | 2026-03-02T12:31:00Z | 2026-03-02T12:50:00Z",
            })
    void comes_next(String expression, String after, String expected) {
        assertThat(next(expression, ZoneOffset.UTC, after, 1)).containsExactly(expected);
    }

    @Test
    void a_local_time_that_is_skipped_comes_once_as_much_later() {
        assertThat(next("30 2 * * *", BERLIN, "2026-03-28T00:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-03-29T01:10:00Z", 1)).containsExactly("2026-03-29T01:30:00Z");
        assertThat(next("30 2,3 * * *", BERLIN, "2026-03-29T00:00:00Z", 2))
                .containsExactly("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-03-29T00:00:00Z", 1)).containsExactly("2026-03-29T01:30:00Z");
    }

    @Test
    void what_is_skipped_does_not_hide_what_comes_before_it() {
        assertThat(next("0,30 2,3 * * *", BERLIN, "2026-03-29T00:59:00Z", 3))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:00:00Z");
    }

    @Test
    void a_local_time_that_is_repeated_comes_once() {
        assertThat(next("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-10-25T00:30:00Z", 1)).containsExactly("2026-10-26T01:30:00Z");
        assertThat(next("0 1-4 * * *", BERLIN, "2026-10-24T22:30:00Z", 4))
                .containsExactly(
                        "2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z");
    }

    @Test
    void where_every_hour_is_meant_the_repeated_hour_is_one_more() {
        assertThat(next("30 * * * *", BERLIN, "2026-10-24T23:00:00Z", 5))
                .containsExactly(
                        "2026-10-24T23:30:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T02:30:00Z",
                        "2026-10-25T03:30:00Z");
        assertThat(next("30 * * * *", BERLIN, "2026-03-29T00:00:00Z", 3))
                .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
    }

    @Test
    void clocks_of_half_an_hour_and_days_that_do_not_exist_are_right() {
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        assertThat(next("15 2 * * *", lordHowe, "2026-10-03T12:00:00Z", 2))
                .containsExactly("2026-10-03T15:45:00Z", "2026-10-04T15:15:00Z");
        ZoneId apia = ZoneId.of("Pacific/Apia");
        assertThat(next("0 3 * * *", apia, "2011-12-29T00:00:00Z", 3))
                .containsExactly("2011-12-29T13:00:00Z", "2011-12-30T13:00:00Z", "2011-12-31T13:00:00Z");
    }

    /** Over ten years in five zones: once for each day, whatever the clocks do. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"})
    void a_daily_time_comes_once_a_day(String zone) {
        ZoneId id = ZoneId.of(zone);
        for (String time : List.of("30 2", "0 0", "15 1", "59 23")) {
            CronSchedule schedule = CronSchedule.of(time + " * * *", id);
            LocalDate day = LocalDate.of(2016, 1, 1);
            Instant at = ZonedDateTime.of(day.minusDays(1).atTime(23, 59), id).toInstant();
            for (int i = 0; i < 3_650; i++, day = day.plusDays(1)) {
                at = schedule.next(at);
                assertThat(at.atZone(id).toLocalDate()).isEqualTo(day);
            }
        }
    }

    @Test
    void every_minute_comes_each_minute_whatever_the_clocks_do() {
        CronSchedule schedule = CronSchedule.of("* * * * *", BERLIN);
        for (String begin : List.of("2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z")) {
            Instant at = Instant.parse(begin);
            for (int i = 0; i < 300; i++) {
                Instant next = schedule.next(at);
                assertThat(Duration.between(at, next)).isEqualTo(Duration.ofMinutes(1));
                at = next;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "a * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "1-2-3 * * * *",
                "*/5/5 * * * *",
                "@never",
                "0 0 31 2 *",
                "0 0 30 2 *"
            })
    void what_is_no_schedule_or_never_comes_is_refused(String expression) {
        assertThatThrownBy(() -> CronSchedule.of(expression, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shows_what_it_is() {
        CronSchedule schedule = CronSchedule.of("0 3 * * *", BERLIN);
        assertThat(schedule).hasToString("0 3 * * * in Europe/Berlin");
        assertThat(schedule.expression()).isEqualTo("0 3 * * *");
        assertThat(schedule.zone()).isEqualTo(BERLIN);
    }
}
