package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayWordsTest {
    /** A Wednesday. */
    private static final LocalDate TODAY = LocalDate.parse("2026-05-13");

    private static List<DayWindow> in(String text) {
        return new DayWords(text, TODAY).windows(2022, 2023);
    }

    private static DayWindow window(String from, String until) {
        return new DayWindow(LocalDate.parse(from), LocalDate.parse(until));
    }

    @Test
    void days_are_named_in_any_order_once() {
        DayWindow day = window("2023-07-05", "2023-07-06");
        assertThat(in("What happened on 5 July, 2023?")).containsExactly(day);
        assertThat(in("on July 5th 2023")).containsExactly(day);
        assertThat(in("on 2023-07-05")).containsExactly(day);
    }

    @Test
    void without_a_year_each_year_is_meant() {
        assertThat(in("camping in June"))
                .containsExactly(window("2022-06-01", "2022-07-01"), window("2023-06-01", "2023-07-01"));
        assertThat(in("on 29 Feb")).isEmpty();
    }

    @Test
    void may_and_march_are_months_only_where_the_words_around_say_so() {
        assertThat(in("What may she like in a march?")).isEmpty();
        assertThat(in("in May 2023")).containsExactly(window("2023-05-01", "2023-06-01"));
        assertThat(in("since March")).hasSize(2);
    }

    @Test
    void words_for_days_go_by_the_present_one() {
        assertThat(in("yesterday")).containsExactly(window("2026-05-12", "2026-05-13"));
        assertThat(in("last week")).containsExactly(window("2026-05-04", "2026-05-11"));
        assertThat(in("last Friday")).containsExactly(window("2026-05-08", "2026-05-09"));
        assertThat(in("this month")).containsExactly(window("2026-05-01", "2026-06-01"));
        assertThat(in("two weeks ago")).containsExactly(window("2026-04-26", "2026-05-03"));
        assertThat(new DayWords("yesterday", null).isEmpty()).isTrue();
    }

    @Test
    void a_number_or_a_year_alone_is_no_day() {
        assertThat(in("the 40 roses of 2023")).isEmpty();
        assertThat(in("on 45 July 2023")).isEmpty();
    }

    @Test
    void closeness_falls_slowly_after_the_window_and_fast_before() {
        DayWindow may = window("2023-05-01", "2023-06-01");
        assertThat(may.closeness(LocalDate.parse("2023-05-31"))).isEqualTo(1);
        assertThat(may.closeness(LocalDate.parse("2023-06-05"))).isEqualTo(Math.exp(-1), within(1e-12));
        assertThat(may.closeness(LocalDate.parse("2023-04-26"))).isEqualTo(Math.exp(-3), within(1e-12));
    }
}
