package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.pattern.Schedule.Frequency;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutineExtractorTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static Predicate<LocalDate> weekly(DayOfWeek... days) {
        return day -> Set.of(days).contains(day.getDayOfWeek());
    }

    private static PlantedUser user(ZoneId zone) {
        return new PlantedUser(11, zone).atRandom(120, Texts.NOISE);
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static Schedule schedule(Finding finding) {
        return Objects.requireNonNull(finding.pattern().schedule());
    }

    private static int minutesApart(Finding finding, LocalTime time) {
        LocalTime found = Objects.requireNonNull(schedule(finding).time());
        return Math.abs(found.toSecondOfDay() - time.toSecondOfDay()) / 60;
    }

    @Test
    void a_weekly_habit_is_found_with_its_day_and_time_and_cites_its_messages() {
        PlantedUser user = user(UTC)
                .habit("rowing", Texts.ROWING)
                .on(weekly(DayOfWeek.TUESDAY))
                .at(18, 30)
                .throughout();
        Finding finding = only(user.routines());
        assertThat(finding.status()).isEqualTo(PatternStatus.ACTIVE);
        assertThat(finding.pattern().type()).isEqualTo(PatternType.TIME_BASED_ACTION);
        assertThat(schedule(finding).frequency()).isEqualTo(Frequency.WEEKLY);
        assertThat(schedule(finding).days()).containsExactly(DayOfWeek.TUESDAY);
        assertThat(minutesApart(finding, LocalTime.of(18, 30))).isLessThanOrEqualTo(15);
        assertThat(finding.pattern().description())
                .startsWith("Says “")
                .contains("on Tuesdays at half past six in the evening");
        Set<MessageId> planted = user.habits().get("rowing");
        assertThat(new HashSet<>(finding.pattern().evidence())).isEqualTo(planted);
        assertThat(finding.pattern().observations()).isEqualTo(planted.size());
    }

    /** None of them can stand for the others, and so none is quoted. */
    @Test
    void a_habit_of_writing_about_all_sorts_of_things_is_told_without_a_quote() {
        PlantedUser user = new PlantedUser(11, UTC)
                .atRandom(30, List.of("Tea is cold.", "Rain all day.", "Bought a lamp.", "Lost a glove."))
                .habit("writing", Texts.NOISE.subList(0, 12))
                .on(weekly(DayOfWeek.MONDAY))
                .at(9, 0)
                .kept(1)
                .throughout();
        Finding finding = only(user.routines());
        assertThat(finding.pattern().description()).isEqualTo("Writes on Mondays at nine");
        assertThat(finding.pattern().attributes().findText(Learned.DOES)).contains("write");
    }

    @Test
    void a_daily_habit_one_of_several_days_and_a_monthly_one_are_told_apart() {
        PlantedUser user = user(UTC)
                .habit("physio", Texts.PHYSIO)
                .at(7, 0)
                .throughout()
                .habit("chess", Texts.CHESS)
                .on(weekly(DayOfWeek.MONDAY, DayOfWeek.THURSDAY))
                .at(20, 0)
                .throughout()
                .habit("rent", Texts.RENT)
                .on(day -> day.getDayOfMonth() == 3)
                .at(9, 0)
                .kept(1)
                .throughout();
        assertThat(user.routines())
                .extracting(finding -> schedule(finding).frequency())
                .containsExactlyInAnyOrder(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY);
        assertThat(user.routines())
                .filteredOn(finding -> schedule(finding).frequency() == Frequency.WEEKLY)
                .allSatisfy(finding ->
                        assertThat(schedule(finding).days()).containsExactly(DayOfWeek.MONDAY, DayOfWeek.THURSDAY));
        assertThat(user.routines())
                .filteredOn(finding -> schedule(finding).frequency() == Frequency.MONTHLY)
                .allSatisfy(
                        finding -> assertThat(schedule(finding).dayOfMonth()).isEqualTo(3));
    }

    /**
     * New York springs forward on 9 March 2025, Berlin on 30 March; Sydney falls back on 6 April. In UTC each habit would move by an
     * hour.
     */
    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Australia/Sydney", "Asia/Kolkata"})
    void a_change_of_the_clock_does_not_move_a_habit(String zone) {
        Finding finding = only(user(ZoneId.of(zone))
                .habit("bees", Texts.BEES)
                .on(weekly(DayOfWeek.SUNDAY))
                .at(0, 40)
                .scattered(8)
                .throughout()
                .routines());
        assertThat(schedule(finding).days()).containsExactly(DayOfWeek.SUNDAY);
        assertThat(minutesApart(finding, LocalTime.of(0, 40))).isLessThanOrEqualTo(10);
        assertThat(finding.pattern().attributes().findNumber(Learned.MISSED))
                .hasValueSatisfying(missed -> assertThat(missed.intValue()).isLessThanOrEqualTo(6));
    }

    @Test
    void who_is_called_regularly_is_a_recurring_contact() {
        Contact oscar = new Contact(
                PlantedUser.USER,
                new ContactId(new UUID(1, 2)),
                "Oscar",
                null,
                null,
                null,
                null,
                Set.of(),
                0,
                null,
                Attributes.none(),
                Instant.EPOCH,
                Instant.EPOCH,
                1);
        PlantedUser user = user(UTC)
                .habit("oscar", Texts.OSCAR)
                .on(weekly(DayOfWeek.MONDAY))
                .at(9, 0)
                .scattered(5)
                .throughout();
        Finding finding =
                only(BuiltInExtractors.routines().extract(user.window().withContacts(List.of(oscar))));
        assertThat(finding.pattern().type()).isEqualTo(PatternType.RECURRING_CONTACT);
        assertThat(finding.pattern().contact()).isEqualTo(oscar.id());
        assertThat(finding.pattern().description()).isEqualTo("Calls Oscar on Mondays at nine");
        assertThat(finding.pattern().attributes().findText(Learned.DOES)).contains("call Oscar");
    }

    @Test
    void a_habit_that_moved_to_another_time_is_due_at_the_new_one() {
        PlantedUser user = user(UTC);
        user.habit("podcast", Texts.PODCAST)
                .on(weekly(DayOfWeek.FRIDAY))
                .at(12, 0)
                .between(0, 100);
        user.habit("podcast", Texts.PODCAST)
                .on(weekly(DayOfWeek.FRIDAY))
                .at(15, 0)
                .between(100, PlantedUser.DAYS);
        Finding finding = only(user.routines());
        assertThat(minutesApart(finding, LocalTime.of(15, 0))).isLessThanOrEqualTo(20);
        assertThat(new HashSet<>(finding.pattern().evidence()))
                .isEqualTo(user.habits().get("podcast"));
    }

    @Test
    void a_habit_that_moved_to_another_day_is_due_on_the_new_one() {
        PlantedUser user = user(UTC);
        user.habit("podcast", Texts.PODCAST)
                .on(weekly(DayOfWeek.MONDAY))
                .at(12, 0)
                .between(0, 90);
        user.habit("podcast", Texts.PODCAST)
                .on(weekly(DayOfWeek.THURSDAY))
                .at(12, 0)
                .between(90, PlantedUser.DAYS);
        Finding finding = only(user.routines());
        assertThat(schedule(finding).days()).containsExactly(DayOfWeek.THURSDAY);
        assertThat(finding.pattern().confidence()).isGreaterThan(0.75);
        assertThat(new HashSet<>(finding.pattern().evidence()))
                .isEqualTo(user.habits().get("podcast"));
    }

    @Test
    void a_habit_around_midnight_belongs_to_one_day() {
        PlantedUser user = user(UTC)
                .habit("chess", Texts.CHESS)
                .on(weekly(DayOfWeek.FRIDAY))
                .at(23, 50)
                .scattered(20)
                .throughout();
        Finding finding = only(user.routines());
        assertThat(schedule(finding).days())
                .containsExactly(
                        Objects.requireNonNull(schedule(finding).time()).isAfter(LocalTime.NOON)
                                ? DayOfWeek.FRIDAY
                                : DayOfWeek.SATURDAY);
        assertThat(new HashSet<>(finding.pattern().evidence()))
                .isEqualTo(user.habits().get("chess"));
    }

    @Test
    void numbers_in_a_message_do_not_make_it_another_phrasing() {
        PlantedUser user = user(UTC);
        for (int day = 0; day < 150; day++) {
            int pressure = 118 + day * day % 17;
            user.habit("pressure", List.of("Blood pressure " + pressure + " over 8" + day % 10))
                    .at(7, 15)
                    .between(day, day + 1);
        }
        assertThat(schedule(only(user.routines())).frequency()).isEqualTo(Frequency.DAILY);
    }

    @Test
    void a_habit_said_in_other_words_each_time_is_found_by_what_they_have_in_common() {
        List<String> ends =
                List.of("bright", "windy", "cold", "muddy", "quiet", "foggy", "crowded", "lovely", "icy", "dusty");
        List<String> begins =
                List.of("Lighthouse walk was", "Walked to the lighthouse,", "At the lighthouse again, it is");
        List<String> texts = new ArrayList<>();
        begins.forEach(begin -> ends.forEach(end -> texts.add(begin + " " + end + ".")));
        PlantedUser user = user(UTC)
                .habit("walk", texts)
                .on(weekly(DayOfWeek.SATURDAY))
                .at(10, 0)
                .kept(0.95)
                .throughout();
        Finding finding = only(user.routines());
        assertThat(new HashSet<>(finding.pattern().evidence()))
                .isEqualTo(user.habits().get("walk"));
    }

    @Test
    void a_habit_that_stopped_is_found_as_retired_and_one_that_pauses_for_a_holiday_is_not() {
        Finding stopped = only(user(UTC)
                .habit("chess", Texts.CHESS)
                .on(weekly(DayOfWeek.WEDNESDAY))
                .at(20, 0)
                .between(0, 110)
                .routines());
        assertThat(stopped.status()).isEqualTo(PatternStatus.RETIRED);
        assertThat(stopped.pattern().confidence()).isLessThan(0.5);
        PlantedUser onHoliday = user(UTC);
        onHoliday
                .habit("chess", Texts.CHESS)
                .on(weekly(DayOfWeek.WEDNESDAY))
                .at(20, 0)
                .between(0, 80);
        onHoliday
                .habit("chess", Texts.CHESS)
                .on(weekly(DayOfWeek.WEDNESDAY))
                .at(20, 0)
                .between(101, PlantedUser.DAYS);
        Finding paused = only(onHoliday.routines());
        assertThat(paused.status()).isEqualTo(PatternStatus.ACTIVE);
        assertThat(new HashSet<>(paused.pattern().evidence()))
                .isEqualTo(onHoliday.habits().get("chess"));
    }

    @Test
    void what_was_left_out_is_no_occasion() {
        PlantedUser user = user(UTC)
                .habit("chess", Texts.CHESS)
                .on(weekly(DayOfWeek.WEDNESDAY))
                .at(20, 0)
                .kept(0.7)
                .throughout()
                .habit("", List.of("No chess today.", "Skipped chess at the club."))
                .on(weekly(DayOfWeek.WEDNESDAY))
                .at(20, 0)
                .kept(0.1)
                .throughout();
        Finding finding = only(user.routines());
        assertThat(finding.pattern().confidence()).isCloseTo(0.7, within(0.25));
        Set<MessageId> planted = new HashSet<>(user.habits().get("chess"));
        assertThat(finding.pattern().evidence()).containsAll(planted);
    }

    @Test
    void repeats_without_a_rhythm_and_a_busy_week_are_no_habits() {
        PlantedUser user = user(UTC).atRandom(12, List.of("Flew a kite.", "Kite flying again."));
        Texts.DECOYS.forEach(user::inOneWeek);
        assertThat(user.routines()).isEmpty();
    }

    @Test
    void a_few_times_are_too_few() {
        assertThat(user(UTC)
                        .habit("rowing", Texts.ROWING)
                        .on(weekly(DayOfWeek.TUESDAY))
                        .at(18, 30)
                        .kept(1)
                        .between(0, 21)
                        .routines())
                .isEmpty();
        assertThat(BuiltInExtractors.routines().extract(PatternWindow.of(PlantedUser.USER, Instant.EPOCH, List.of())))
                .isEmpty();
    }

    @Test
    void the_order_in_which_messages_are_handed_over_does_not_matter() {
        PlantedUser user = user(UTC)
                .habit("rowing", Texts.ROWING)
                .on(weekly(DayOfWeek.TUESDAY))
                .at(18, 30)
                .throughout();
        List<Message> shuffled = new ArrayList<>(user.messages());
        Collections.shuffle(shuffled, new Random(5));
        assertThat(BuiltInExtractors.routines().extract(PatternWindow.of(PlantedUser.USER, user.end(), shuffled)))
                .isEqualTo(user.routines());
    }
}
