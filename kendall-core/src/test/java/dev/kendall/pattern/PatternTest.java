package dev.kendall.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.fixture.Samples;
import dev.kendall.fixture.SequentialIds;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    private static final Instant T1 = Instant.parse("2026-01-01T00:00:00.000001999Z");
    private static final NewPattern RUNS = NewPattern.of(PatternType.TIME_BASED_ACTION, "Runs before work");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Runs\0", "\uD83D"})
    void a_description_is_a_filled_text(String description) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewPattern.of(PatternType.BEHAVIOR, description))
                .withMessageStartingWith("pattern description ");
    }

    @Test
    void a_description_has_at_most_2_000_characters() {
        assertThat(NewPattern.of(PatternType.BEHAVIOR, "x".repeat(2_000)).description())
                .hasSize(2_000);
        assertThatIllegalArgumentException().isThrownBy(() -> NewPattern.of(PatternType.BEHAVIOR, "x".repeat(2_001)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY})
    void confidence_is_from_0_to_1(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RUNS.withConfidence(confidence))
                .withMessage("confidence is " + confidence + "; it must be from 0.0 to 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatternFilter.all().atLeast(confidence));
    }

    @Test
    void observations_are_not_negative_and_their_times_are_in_order() {
        assertThat(RUNS.observed(3, T1, T1))
                .returns(3, NewPattern::observations)
                .returns(Instant.parse("2026-01-01T00:00:00.000001Z"), NewPattern::firstObserved)
                .returns(Instant.parse("2026-01-01T00:00:00.000001Z"), NewPattern::lastObserved);
        assertThatIllegalArgumentException().isThrownBy(() -> RUNS.observed(-1, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RUNS.observed(2, T1, T1.minusSeconds(1)))
                .withMessage("last observed is before first observed");
        assertThatIllegalArgumentException().isThrownBy(() -> RUNS.observed(1, Instant.MIN, null));
    }

    @Test
    void evidence_counts_once_and_is_of_at_most_1_000_messages() {
        List<MessageId> ids = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> new MessageId(SequentialIds.id(i)))
                .toList();
        assertThat(RUNS.withEvidence(List.of(ids.get(1), ids.get(0), ids.get(1)))
                        .evidence())
                .containsExactly(ids.get(1), ids.get(0))
                .isUnmodifiable();
        assertThatNullPointerException().isThrownBy(() -> RUNS.withEvidence(Arrays.asList(ids.get(0), null)));
        assertThatIllegalArgumentException().isThrownBy(() -> RUNS.withEvidence(ids));
    }

    @Test
    void a_schedule_has_days_in_order_and_minutes() {
        Schedule schedule = Schedule.weekly(
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(7, 30, 59, 1));
        assertThat(schedule.days())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, DayOfWeek.SUNDAY)
                .isUnmodifiable();
        assertThat(schedule.time()).isEqualTo("07:30");
        assertThat(Schedule.daily(null)).isEqualTo(new Schedule(Schedule.Frequency.DAILY, Set.of(), null, null));
        assertThat(Schedule.monthly(31, null).dayOfMonth()).isEqualTo(31);
        EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.MONDAY);
        Schedule copied = Schedule.weekly(days, null);
        days.add(DayOfWeek.TUESDAY);
        assertThat(copied.days()).containsExactly(DayOfWeek.MONDAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, -1})
    void a_month_has_at_most_31_days(int day) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.monthly(day, null));
    }

    @Test
    void judging_a_pattern_anew_keeps_who_it_is_and_its_status() {
        long seed = new Random().nextLong();
        Samples samples = new Samples(seed);
        Pattern before = samples.pattern();
        NewPattern judged = samples.newPattern();

        assertThat(before.withObservations(judged))
                .as("seed %d", seed)
                .isEqualTo(new Pattern(
                        before.user(),
                        before.id(),
                        before.type(),
                        judged.description(),
                        judged.schedule(),
                        judged.contact(),
                        judged.confidence(),
                        judged.observations(),
                        judged.firstObserved(),
                        judged.lastObserved(),
                        judged.evidence(),
                        before.status(),
                        judged.attributes(),
                        before.created(),
                        before.updated(),
                        before.version()));
        assertThat(before.withStatus(PatternStatus.RETIRED).withStatus(before.status()))
                .isEqualTo(before);
    }

    @Test
    void each_change_of_a_new_pattern_changes_just_that() {
        long seed = new Random().nextLong();
        NewPattern all = new Samples(seed).newPattern();
        assertThat(NewPattern.of(all.type(), all.description())
                        .withId(all.id())
                        .withSchedule(all.schedule())
                        .withContact(all.contact())
                        .withConfidence(all.confidence())
                        .observed(all.observations(), all.firstObserved(), all.lastObserved())
                        .withEvidence(all.evidence())
                        .withAttributes(all.attributes()))
                .as("seed %d", seed)
                .isEqualTo(all);
    }

    @Test
    void every_condition_of_a_filter_must_hold() {
        Pattern pattern = new Samples(1).pattern().withStatus(PatternStatus.ACTIVE);
        Pattern sure =
                pattern.withObservations(RUNS.withConfidence(0.5).withContact(new ContactId(SequentialIds.id(1))));
        PatternFilter active = PatternFilter.active();
        assertThat(active.of(sure.type()).with(sure.contact()).atLeast(0.5).matches(sure))
                .isTrue();
        assertThat(active.atLeast(0.500001).matches(sure)).isFalse();
        assertThat(active.of(PatternType.of("other")).matches(sure)).isFalse();
        assertThat(active.with(new ContactId(SequentialIds.id(2))).matches(sure))
                .isFalse();
        assertThat(active.matches(sure.withStatus(PatternStatus.DISMISSED))).isFalse();
        assertThat(PatternFilter.all().matches(sure.withStatus(PatternStatus.DISMISSED)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void only_a_monthly_or_custom_schedule_has_a_day_of_the_month(Schedule.Frequency frequency) {
        if (frequency == Schedule.Frequency.MONTHLY || frequency == Schedule.Frequency.CUSTOM) {
            assertThat(new Schedule(frequency, Set.of(), 31, null).dayOfMonth()).isEqualTo(31);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Schedule(frequency, Set.of(), 31, null))
                    .withMessage("a " + frequency + " schedule has no day of the month");
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_a_weekly_or_custom_schedule_has_days_of_the_week(Schedule.Frequency frequency) {
        Set<DayOfWeek> days = Set.of(DayOfWeek.MONDAY);
        if (frequency == Schedule.Frequency.WEEKLY || frequency == Schedule.Frequency.CUSTOM) {
            assertThat(new Schedule(frequency, days, null, null).days()).isEqualTo(days);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Schedule(frequency, days, null, null))
                    .withMessage("a " + frequency + " schedule has no days of the week");
        }
    }

    @Test
    void a_type_that_a_filter_is_given_twice_counts_once() {
        assertThat(PatternFilter.all().of(PatternType.BEHAVIOR, PatternType.BEHAVIOR))
                .isEqualTo(PatternFilter.all().of(PatternType.BEHAVIOR));
    }

    @Test
    void nothing_of_what_the_user_does_shows_in_a_log() {
        assertThat(RUNS).hasToString("NewPattern[null, time_based_action]");
        Pattern pattern = new Samples(1).pattern().withObservations(RUNS);
        assertThat(pattern)
                .hasToString("Pattern[" + pattern.user() + "/" + pattern.id() + ", " + pattern.type() + ", "
                        + pattern.status() + ", version " + pattern.version() + "]");
    }
}
