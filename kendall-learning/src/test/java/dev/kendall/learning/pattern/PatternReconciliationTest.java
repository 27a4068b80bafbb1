package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.pattern.PatternChange.Add;
import dev.kendall.learning.pattern.PatternChange.Reason;
import dev.kendall.learning.pattern.PatternChange.Update;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternStore;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PatternReconciliationTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final TestClock clock =
            TestClock.at(PlantedUser.START.atStartOfDay(ZONE).toInstant());
    private final PatternStore store =
            InMemoryStorage.builder().clock(clock).build().patterns();

    private static PlantedUser user() {
        return new PlantedUser(21, ZONE).atRandom(120, Texts.NOISE);
    }

    private List<Pattern> stored() {
        return store.list(PlantedUser.USER, PatternFilter.all(), PageRequest.first(100))
                .items();
    }

    private List<Pattern> stored(PatternStatus status) {
        return stored().stream().filter(pattern -> pattern.status() == status).toList();
    }

    /** Learns from what was said until {@code now}. */
    private List<PatternChange> learn(PlantedUser user, Instant now) {
        clock.set(now);
        PatternWindow window = PatternWindow.of(PlantedUser.USER, now, user.messages())
                .in(ZONE)
                .withKnown(stored());
        PatternExtraction extraction = PatternExtraction.builder()
                .extractor(BuiltInExtractors.routines())
                .extractor(BuiltInExtractors.statedPreferences())
                .build();
        List<PatternChange> changes = PatternReconciliation.reconcile(window, extraction.run(window));
        changes.forEach(change -> change.applyTo(store));
        return changes;
    }

    private static Instant day(int day) {
        return PlantedUser.START.plusDays(day).atStartOfDay(ZONE).toInstant();
    }

    private static PlantedUser rowing(PlantedUser user, int hour, int from, int to) {
        return user.habit("rowing", Texts.ROWING)
                .on(day -> day.getDayOfWeek() == DayOfWeek.TUESDAY)
                .at(hour, 0)
                .kept(1)
                .between(from, to);
    }

    @Test
    void what_is_found_is_added_once() {
        PlantedUser user = rowing(user(), 18, 0, 175);
        assertThat(learn(user, user.end())).singleElement().isInstanceOf(Add.class);
        assertThat(learn(user, user.end())).isEmpty();
        assertThat(stored()).singleElement().satisfies(pattern -> {
            assertThat(pattern.version()).isEqualTo(1);
            assertThat(pattern.attributes().findText(Learned.BY)).contains("routines");
            assertThat(pattern.attributes().findText(Learned.KEY)).isPresent();
        });
    }

    @Test
    void the_same_habit_found_again_updates_it_and_keeps_the_hosts_attributes() {
        PlantedUser user = rowing(user(), 18, 0, 175);
        learn(user, day(80));
        Pattern first = stored().get(0);
        store.update(new Pattern(
                first.user(),
                first.id(),
                first.type(),
                first.description(),
                first.schedule(),
                first.contact(),
                first.confidence(),
                first.observations(),
                first.firstObserved(),
                first.lastObserved(),
                first.evidence(),
                first.status(),
                first.attributes().with("colour", "blue"),
                first.created(),
                first.updated(),
                first.version()));
        assertThat(learn(user, day(120)))
                .singleElement()
                .satisfies(change -> assertThat(((Update) change).reason()).isEqualTo(Reason.OBSERVED));
        assertThat(stored()).singleElement().satisfies(pattern -> {
            assertThat(pattern.id()).isEqualTo(first.id());
            assertThat(pattern.observations()).isGreaterThan(first.observations());
            assertThat(pattern.attributes().findText("colour")).contains("blue");
        });
    }

    @Test
    void a_habit_that_moves_to_another_time_stays_one_pattern_with_the_new_schedule() {
        PlantedUser user = rowing(rowing(user(), 18, 0, 95), 20, 95, 175);
        learn(user, day(90));
        learn(user, user.end());
        assertThat(stored()).singleElement().satisfies(pattern -> {
            LocalTime time = Objects.requireNonNull(
                    Objects.requireNonNull(pattern.schedule()).time());
            assertThat(Math.abs(Duration.between(time, LocalTime.of(20, 0)).toMinutes()))
                    .isLessThanOrEqualTo(20);
        });
    }

    @Test
    void a_habit_that_stops_loses_confidence_is_retired_and_comes_back_when_it_is_resumed() {
        PlantedUser user = rowing(rowing(user(), 18, 0, 70), 18, 120, 175);
        learn(user, day(71));
        double before = stored().get(0).confidence();
        learn(user, day(82));
        assertThat(stored().get(0).confidence()).isLessThan(before);
        assertThat(stored().get(0).status()).isEqualTo(PatternStatus.ACTIVE);
        assertThat(learn(user, day(119)))
                .singleElement()
                .satisfies(change -> assertThat(((Update) change).reason()).isEqualTo(Reason.RETIRED));
        assertThat(stored(PatternStatus.RETIRED)).hasSize(1);
        learn(user, user.end());
        assertThat(stored())
                .singleElement()
                .satisfies(pattern -> assertThat(pattern.status()).isEqualTo(PatternStatus.ACTIVE));
    }

    @Test
    void a_habit_that_left_the_look_back_is_retired() {
        PlantedUser user = rowing(user(), 18, 0, 70);
        learn(user, day(71));
        learn(user, day(400));
        assertThat(stored())
                .singleElement()
                .satisfies(pattern -> assertThat(pattern.status()).isEqualTo(PatternStatus.RETIRED));
    }

    @Test
    void a_dismissed_pattern_stays_dismissed_until_it_was_seen_as_often_again() {
        PlantedUser user = rowing(user(), 18, 0, 175);
        learn(user, day(60));
        Pattern found = stored().get(0);
        store.update(found.withStatus(PatternStatus.DISMISSED));
        for (int day = 67; day < 60 + 7 * (found.observations() - 1); day += 7) {
            assertThat(learn(user, day(day))).as("day %d", day).isEmpty();
        }
        assertThat(stored(PatternStatus.DISMISSED)).hasSize(1);
        learn(user, day(60 + 7 * (found.observations() + 1)));
        assertThat(stored()).singleElement().satisfies(pattern -> {
            assertThat(pattern.id()).isEqualTo(found.id());
            assertThat(pattern.status()).isEqualTo(PatternStatus.ACTIVE);
        });
    }

    /** Learned from every day, every week, or once: the same is active. */
    @Test
    void what_is_active_does_not_depend_on_how_often_was_learned() {
        PlantedUser user = rowing(rowing(user(), 18, 0, 95), 20, 95, 175);
        user.habit("physio", Texts.PHYSIO).at(7, 0).throughout();
        user.habit("chess", Texts.CHESS)
                .on(day -> day.getDayOfWeek() == DayOfWeek.SUNDAY)
                .at(20, 0)
                .between(0, 100);
        user.say(PlantedUser.START.plusDays(20).atTime(10, 0), "I like green tea.");
        user.say(PlantedUser.START.plusDays(90).atTime(10, 0), "I don't like green tea any more.");
        TreeSet<String> atOnce = learnedEvery(user, 175);
        assertThat(atOnce).hasSize(3);
        assertThat(learnedEvery(user, 7)).isEqualTo(atOnce);
        assertThat(learnedEvery(user, 25)).isEqualTo(atOnce);
    }

    private static TreeSet<String> learnedEvery(PlantedUser user, int days) {
        PatternReconciliationTest fresh = new PatternReconciliationTest();
        for (int day = days; day < PlantedUser.DAYS; day += days) {
            fresh.learn(user, day(day));
        }
        fresh.learn(user, user.end());
        TreeSet<String> active = new TreeSet<>();
        for (Pattern pattern : fresh.stored(PatternStatus.ACTIVE)) {
            active.add(List.of(
                            pattern.description(),
                            Objects.toString(pattern.schedule()),
                            pattern.confidence(),
                            pattern.observations(),
                            Objects.toString(pattern.firstObserved()),
                            Objects.toString(pattern.lastObserved()),
                            pattern.evidence(),
                            pattern.attributes().asMap())
                    .toString());
        }
        return active;
    }

    @Test
    void of_an_extractor_that_failed_nothing_is_retired() {
        PlantedUser user = rowing(user(), 18, 0, 175);
        learn(user, user.end());
        PatternWindow window = user.window().withKnown(stored());
        ExtractionReport<Found> failed = PatternExtraction.builder()
                .extractor(PatternExtractor.named("routines", seen -> {
                    throw new IllegalStateException();
                }))
                .build()
                .run(window);
        assertThat(PatternReconciliation.reconcile(window, failed)).isEmpty();
        ExtractionReport<Found> nothing = PatternExtraction.builder()
                .extractor(PatternExtractor.named("routines", seen -> List.of()))
                .build()
                .run(window);
        assertThat(PatternReconciliation.reconcile(window, nothing)).hasSize(1);
    }

    @Test
    void patterns_that_a_host_stored_or_another_extractor_found_are_left_alone() {
        PlantedUser user = rowing(user(), 18, 0, 175);
        store.add(PlantedUser.USER, NewPattern.of(PatternType.BEHAVIOR, "The host's own"));
        store.add(
                PlantedUser.USER,
                NewPattern.of(PatternType.BEHAVIOR, "Another's")
                        .withAttributes(
                                Attributes.none().with(Learned.BY, "another").with(Learned.KEY, "key")));
        assertThat(learn(user, user.end())).singleElement().isInstanceOf(Add.class);
        assertThat(stored(PatternStatus.ACTIVE)).hasSize(3);
    }
}
