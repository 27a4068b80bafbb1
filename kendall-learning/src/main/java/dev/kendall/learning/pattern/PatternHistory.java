package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How sure known patterns were at earlier moments: the extractors look again at what had been said until then, and nothing else.
 *
 * <p>No confidence of the past is stored, and none is made up: what is given for a moment is what the extractors would have found then, as
 * they are pure functions of a window. Two things are those of today: the user's zone and the user's contacts. Which finding of the
 * past is which known pattern is decided as {@link PatternReconciliation} does, from each moment to the one before it.
 *
 * <p>Rejected: playing the Beta posterior again over a pattern's evidence alone. It knows no misses of a rhythm that the routine has
 * left since, and nothing of extractors that are no routines.
 *
 * <p>Each moment costs one run of the extractors, so hand over none that asks a model. Thread-safe.
 */
public final class PatternHistory {
    /** How far the moments are apart. */
    public static final Duration STEP = Duration.ofDays(7);

    private final PatternExtraction extraction;

    /** A history by these extractors. */
    public PatternHistory(PatternExtraction extraction) {
        this.extraction = Objects.requireNonNull(extraction, "extraction");
    }

    /**
     * What was found.
     *
     * @param courses of all patterns that the window knows, in its order; without points where none of the extractors found it
     * @param complete the extractors that ran to their end at the window's own moment
     */
    public record Courses(List<PatternCourse> courses, Set<String> complete) {
        /** Copies the collections. */
        public Courses {
            courses = List.copyOf(courses);
            complete = Set.copyOf(complete);
        }
    }

    /**
     * The courses of the patterns that the window knows: at its moment, and every {@link #STEP} before it, as far as the look-back
     * reaches and anything had been said.
     *
     * @param window the moment, the zone, the contacts and the known patterns
     * @param messages the user's messages, in any order: the window's and those older than its look-back
     * @param whole the earliest moment whose window {@code messages} hold in full: none before it is looked at
     */
    public Courses of(PatternWindow window, List<Message> messages, Instant whole) {
        List<Pattern> tracked = new ArrayList<>(window.known());
        Map<PatternId, Deque<PatternCourse.Point>> points = new HashMap<>();
        Set<String> complete = Set.of();
        for (Instant moment : moments(window, messages, whole)) {
            ExtractionReport<Found> report = extraction.run(at(moment, window, messages));
            if (moment.equals(window.now())) {
                complete = report.exhaustive();
            }
            for (PatternMatching.Match match :
                    PatternMatching.of(report.found(), tracked).pairs()) {
                Finding finding = match.found().finding();
                points.computeIfAbsent(match.known().id(), id -> new ArrayDeque<>())
                        .addFirst(new PatternCourse.Point(
                                moment, finding.pattern().confidence(), finding.status()));
                tracked.set(tracked.indexOf(match.known()), then(match.known(), finding));
            }
        }
        List<PatternCourse> courses = new ArrayList<>();
        for (Pattern pattern : window.known()) {
            courses.add(new PatternCourse(pattern, List.copyOf(points.getOrDefault(pattern.id(), new ArrayDeque<>()))));
        }
        return new Courses(courses, complete);
    }

    /** The latest first. */
    private static List<Instant> moments(PatternWindow window, List<Message> messages, Instant whole) {
        Instant first = messages.stream()
                .map(Message::createdAt)
                .min(Instant::compareTo)
                .orElse(window.now());
        List<Instant> moments = new ArrayList<>();
        moments.add(window.now());
        Instant end = window.now().minus(PatternWindow.LOOK_BACK);
        for (Instant moment = window.now().minus(STEP);
                !moment.isBefore(end) && !moment.isBefore(first) && !moment.isBefore(whole);
                moment = moment.minus(STEP)) {
            moments.add(moment);
        }
        return moments;
    }

    /** What learning would have looked at then. */
    private static PatternWindow at(Instant moment, PatternWindow window, List<Message> messages) {
        return new PatternWindow(
                window.user(), window.zone(), moment, messages, window.contacts(), List.of(), window.vectors());
    }

    /** The pattern as it was found at a moment, to be found again at the one before. */
    private static Pattern then(Pattern known, Finding finding) {
        return known.withObservations(
                finding.pattern().withAttributes(known.attributes().with(Learned.KEY, finding.key())));
    }
}
