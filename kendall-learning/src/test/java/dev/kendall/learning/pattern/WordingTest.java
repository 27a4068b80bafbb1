package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a pattern, and what is read in a message. */
class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "00:00, midnight",
        "00:20, quarter past twelve at night",
        "09:05, nine",
        "09:08, quarter past nine",
        "11:50, quarter to twelve",
        "12:00, noon",
        "17:31, half past five in the afternoon",
        "21:00, nine in the evening",
        "23:55, midnight"
    })
    void times_are_said_to_the_quarter_of_an_hour(String time, String words) {
        assertThat(ScheduleWords.time(LocalTime.parse(time))).isEqualTo(words);
    }

    @Test
    void schedules_are_said_in_words() {
        LocalTime nine = LocalTime.of(9, 0);
        assertThat(ScheduleWords.of(Schedule.daily(nine))).isEqualTo("every day at nine");
        assertThat(ScheduleWords.of(Schedule.weekly(Set.of(DayOfWeek.MONDAY), nine)))
                .isEqualTo("on Mondays at nine");
        assertThat(ScheduleWords.of(
                        Schedule.weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.FRIDAY), null)))
                .isEqualTo("on Mondays, Tuesdays and Fridays");
        assertThat(ScheduleWords.of(Schedule.weekly(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), null)))
                .isEqualTo("on weekdays");
        assertThat(ScheduleWords.of(Schedule.weekly(Set.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY), null)))
                .isEqualTo("at weekends");
        assertThat(List.of(1, 2, 3, 11, 12, 22, 31))
                .extracting(day -> ScheduleWords.of(Schedule.monthly(day, null)))
                .containsExactly(
                        "on the 1st of the month",
                        "on the 2nd of the month",
                        "on the 3rd of the month",
                        "on the 11th of the month",
                        "on the 12th of the month",
                        "on the 22nd of the month",
                        "on the 31st of the month");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No yoga today.",
                "Skipped the gym.",
                "Did not swim.",
                "I couldn’t run",
                "Thinking about chess, but I am too tired",
                "Choir is cancelled.",
                "Maybe rowing later"
            })
    void what_was_left_out_or_only_thought_of_is_told(String text) {
        assertThat(LeftOut.isTold(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yoga was great.", "Knot practice done.", "Call Missy please.", "Note to self: swim."})
    void what_was_done_is_not_taken_for_left_out(String text) {
        assertThat(LeftOut.isTold(text)).isFalse();
    }

    @Test
    void a_key_is_made_of_telling_words_in_plain_letters() {
        assertThat(KeyWords.slug("café")).isEqualTo("cafe");
        assertThat(KeyWords.slug("東京")).matches("w[0-9a-f]+");
        PlantedUser user = new PlantedUser(1, ZoneId.of("UTC")).atRandom(50, Texts.NOISE);
        assertThat(new KeyWords(user.messages()).of(Texts.RENT)).isEqualTo("landlord_rent");
    }
}
