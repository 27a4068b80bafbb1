package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternTransitions;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DuePatternsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Schedule MONDAYS_AT_NINE = Schedule.weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0));

    private static Pattern pattern(Schedule schedule) {
        NewPattern calls = NewPattern.of(PatternType.RECURRING_CONTACT, "Calls John on Mondays at nine")
                .withSchedule(schedule)
                .withConfidence(0.9)
                .withAttributes(Attributes.none().with(Learned.DOES, "call John"));
        return PatternTransitions.added(PlantedUser.USER, new PatternId(new UUID(1, 1)), calls, Instant.EPOCH);
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static List<DuePattern> due(Pattern pattern, String local) {
        return DuePatterns.at(berlin(local), BERLIN, List.of(pattern));
    }

    @Test
    void it_is_due_around_its_time_and_said_in_a_sentence() {
        assertThat(due(pattern(MONDAYS_AT_NINE), "2025-03-10T08:45"))
                .singleElement()
                .satisfies(due -> {
                    assertThat(due.suggestion()).isEqualTo("You usually call John on Mondays at nine.");
                    assertThat(due.at().toInstant()).isEqualTo(berlin("2025-03-10T09:00"));
                });
        assertThat(due(pattern(MONDAYS_AT_NINE), "2025-03-10T10:00")).hasSize(1);
        assertThat(due(pattern(MONDAYS_AT_NINE), "2025-03-10T08:29")).isEmpty();
        assertThat(due(pattern(MONDAYS_AT_NINE), "2025-03-10T10:01")).isEmpty();
        assertThat(due(pattern(MONDAYS_AT_NINE), "2025-03-11T09:00")).isEmpty();
    }

    @Test
    void after_a_change_of_the_clock_it_is_due_at_the_same_local_time() {
        assertThat(due(pattern(MONDAYS_AT_NINE), "2025-03-31T08:45")).hasSize(1);
        assertThat(due(pattern(Schedule.daily(LocalTime.of(2, 30))), "2025-03-30T03:25"))
                .hasSize(1);
    }

    @Test
    void near_midnight_the_day_is_the_schedules() {
        Schedule fridays = Schedule.weekly(Set.of(DayOfWeek.FRIDAY), LocalTime.of(0, 10));
        assertThat(due(pattern(fridays), "2025-03-13T23:50")).hasSize(1);
        assertThat(due(pattern(fridays), "2025-03-14T23:50")).isEmpty();
    }

    @Test
    void on_a_day_that_a_month_lacks_the_last_one_is_meant() {
        Schedule monthly = Schedule.monthly(31, LocalTime.of(9, 0));
        assertThat(due(pattern(monthly), "2025-04-30T09:00")).hasSize(1);
        assertThat(due(pattern(monthly), "2025-05-30T09:00")).isEmpty();
    }

    @Test
    void what_was_done_already_is_not_due() {
        Pattern done = pattern(MONDAYS_AT_NINE)
                .withObservations(NewPattern.of(PatternType.RECURRING_CONTACT, "Calls John")
                        .withSchedule(MONDAYS_AT_NINE)
                        .withConfidence(0.9)
                        .observed(5, Instant.EPOCH, berlin("2025-03-10T08:40")));
        assertThat(due(done, "2025-03-10T08:45")).isEmpty();
        assertThat(due(done, "2025-03-17T08:45"))
                .singleElement()
                .satisfies(due -> assertThat(due.suggestion()).isEqualTo("Usual for you about now: calls John."));
    }

    @Test
    void what_stopped_was_dismissed_or_is_seldom_kept_is_not_due() {
        Pattern active = pattern(MONDAYS_AT_NINE);
        assertThat(due(active.withStatus(PatternStatus.DISMISSED), "2025-03-10T09:00"))
                .isEmpty();
        assertThat(due(active.withStatus(PatternStatus.RETIRED), "2025-03-10T09:00"))
                .isEmpty();
        Pattern seldom = active.withObservations(NewPattern.of(PatternType.RECURRING_CONTACT, "Calls John")
                .withSchedule(MONDAYS_AT_NINE)
                .withConfidence(0.4));
        assertThat(due(seldom, "2025-03-10T09:00")).isEmpty();
    }
}
