package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatternHistoryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant ALL = Instant.MIN;

    private final PatternExtraction extraction = PatternExtraction.builtIn();

    private static PlantedUser rower() {
        return new PlantedUser(11, BERLIN)
                .habit("rowing", Texts.ROWING)
                .on(day -> day.getDayOfWeek() == DayOfWeek.SATURDAY)
                .at(8, 0)
                .kept(0.9)
                .between(0, 120)
                .atRandom(120, Texts.NOISE);
    }

    /** What learning stores at this moment. */
    private List<Pattern> learned(PatternWindow window) {
        try (InMemoryStorage storage =
                InMemoryStorage.builder().clock(TestClock.at(window.now())).build()) {
            PatternReconciliation.reconcile(window, extraction.run(window))
                    .forEach(change -> change.applyTo(storage.patterns()));
            return storage.patterns()
                    .list(window.user(), PatternFilter.all(), PageRequest.first(100))
                    .items();
        }
    }

    private static PatternWindow at(Instant moment, PatternWindow window) {
        return new PatternWindow(
                window.user(), window.zone(), moment, window.messages(), List.of(), List.of(), MessageVectors.none());
    }

    @Test
    void at_each_moment_it_is_what_learning_would_have_stored_then() {
        PatternWindow now = rower().window();
        PatternWindow window = now.withKnown(learned(now));
        List<PatternCourse> courses = new PatternHistory(extraction)
                .of(window, window.messages(), ALL)
                .courses();

        PatternCourse rowing = courses.stream()
                .filter(course -> course.pattern().schedule() != null)
                .findFirst()
                .orElseThrow();

        assertThat(rowing.points()).hasSizeGreaterThan(12).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        for (PatternCourse.Point point : rowing.points()) {
            assertThat(learned(at(point.at(), now)))
                    .filteredOn(pattern -> pattern.schedule() != null)
                    .singleElement()
                    .satisfies(pattern -> {
                        assertThat(pattern.confidence()).isEqualTo(point.confidence());
                        assertThat(pattern.status()).isEqualTo(point.status());
                    });
        }
        assertThat(rowing.at(now.now()).orElseThrow().confidence())
                .isEqualTo(rowing.pattern().confidence());
    }

    @Test
    void it_rises_while_a_habit_is_kept_and_falls_when_it_stops() {
        PatternWindow now = rower().window();
        PatternWindow window = now.withKnown(learned(now));
        PatternCourse rowing = new PatternHistory(extraction)
                .of(window, window.messages(), ALL).courses().stream()
                        .filter(course -> course.pattern().schedule() != null)
                        .findFirst()
                        .orElseThrow();
        List<PatternCourse.Point> points = rowing.points();
        PatternCourse.Point last = points.get(points.size() - 1);
        double most = points.stream()
                .mapToDouble(PatternCourse.Point::confidence)
                .max()
                .orElseThrow();

        assertThat(rowing.pattern().status()).isEqualTo(PatternStatus.RETIRED);
        assertThat(last.status()).isEqualTo(PatternStatus.RETIRED);
        assertThat(points.get(0).status()).isEqualTo(PatternStatus.ACTIVE);
        assertThat(most).isGreaterThan(0.8);
        assertThat(last.confidence()).isLessThan(0.6);
    }

    @Test
    void a_pattern_of_nobody_has_no_points_and_keeps_its_place() {
        PatternWindow now = rower().window();
        try (InMemoryStorage storage =
                InMemoryStorage.builder().clock(TestClock.at(now.now())).build()) {
            Pattern own = storage.patterns()
                    .add(
                            now.user(),
                            NewPattern.of(PatternType.BEHAVIOR, "Is polite").withConfidence(0.9));
            PatternHistory.Courses courses =
                    new PatternHistory(extraction).of(now.withKnown(List.of(own)), now.messages(), ALL);
            assertThat(courses.courses()).containsExactly(new PatternCourse(own, List.of()));
            assertThat(courses.complete()).contains("routines", "topics");
        }
    }

    @Test
    void moments_that_are_not_held_in_full_are_left_out() {
        PatternWindow now = rower().window();
        PatternWindow window = now.withKnown(learned(now));
        Instant whole = now.now().minus(Duration.ofDays(30));
        List<PatternCourse> courses = new PatternHistory(extraction)
                .of(window, window.messages(), whole)
                .courses();
        assertThat(courses)
                .flatExtracting(PatternCourse::points)
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.at()).isAfterOrEqualTo(whole));
    }

    @Test
    void messages_older_than_the_look_back_count_at_earlier_moments() {
        PlantedUser user = new PlantedUser(5, BERLIN)
                .habit("rowing", Texts.ROWING)
                .on(day -> day.getDayOfWeek() == DayOfWeek.SATURDAY)
                .at(8, 0)
                .kept(1)
                .throughout();
        List<Message> messages = user.messages();
        Instant later = user.end().plus(Duration.ofDays(60));
        PatternWindow window =
                PatternWindow.of(PlantedUser.USER, later, messages).in(BERLIN);
        PatternWindow known = window.withKnown(learned(window));

        Instant earlier = later.minus(PatternHistory.STEP.multipliedBy(9));
        Optional<PatternCourse.Point> point = new PatternHistory(extraction)
                .of(known, messages, ALL).courses().stream()
                        .flatMap(course -> course.at(earlier).stream())
                        .findFirst();

        PatternWindow then =
                PatternWindow.of(PlantedUser.USER, earlier, messages).in(BERLIN);
        assertThat(point).isPresent();
        assertThat(point.get().confidence()).isEqualTo(learned(then).get(0).confidence());
        assertThat(then.messages().size()).isGreaterThan((int) window.messages().stream()
                .filter(message -> message.createdAt().isBefore(earlier))
                .count());
    }
}
