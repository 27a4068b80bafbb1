package dev.kendall.learning.pattern;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the findings of a window change in what is known: a pure function, to be applied in one transaction.
 *
 * <ul>
 *   <li>A finding that is no known pattern is added; one that is updates it, unless it says the same.
 *   <li>A known pattern that an extractor finds to have stopped is retired, and so is one that it no longer finds although its messages
 * are still in the window, or that has a schedule and was not kept for the whole look-back. Of an extractor that failed nothing is
 * retired.
 *   <li>A retired pattern that is kept again becomes active again.
 *   <li>A dismissed pattern stays as it was dismissed until it was seen as often again since as it had been before: three dismissals of
 *       a weekly habit are years apart.
 * </ul>
 *
 * <p>Applied, and reconciled again on the same window, it changes nothing. What is active afterwards depends on the window alone, not on
 * how often was reconciled before; only patterns that were known once and have stopped stay behind as retired.
 */
public final class PatternReconciliation {
    private PatternReconciliation() {}

    /** The changes: updates in the order of the findings, then what is retired, by id, then additions in the order of the findings. */
    public static List<PatternChange> reconcile(PatternWindow window, ExtractionReport<Found> report) {
        Set<String> extractors =
                report.outcomes().stream().map(ExtractorOutcome::extractor).collect(Collectors.toUnmodifiableSet());
        List<Pattern> learned = window.known().stream()
                .filter(pattern -> by(pattern).filter(extractors::contains).isPresent())
                .toList();
        PatternMatching.Matches matches = PatternMatching.of(report.found(), learned);
        List<PatternChange> changes = new ArrayList<>();
        for (Found found : report.found()) {
            matches.pairs().stream()
                    .filter(match -> match.found().equals(found))
                    .findFirst()
                    .flatMap(match -> updated(match, window))
                    .ifPresent(changes::add);
        }
        Set<String> exhaustive = report.exhaustive();
        for (Pattern known : matches.known()) {
            boolean isSearched = by(known).filter(exhaustive::contains).isPresent();
            if (known.status() == PatternStatus.ACTIVE && isSearched && isGone(known, window)) {
                changes.add(new PatternChange.Update(
                        known.withStatus(PatternStatus.RETIRED), PatternChange.Reason.RETIRED));
            }
        }
        for (Found found : matches.found()) {
            NewPattern pattern = found.finding().pattern();
            changes.add(new PatternChange.Add(
                    window.user(),
                    pattern.withAttributes(attributes(Attributes.none(), found)),
                    found.finding().status()));
        }
        return List.copyOf(changes);
    }

    private static Optional<String> by(Pattern pattern) {
        return pattern.attributes().findText(Learned.BY);
    }

    private static Optional<PatternChange> updated(PatternMatching.Match match, PatternWindow window) {
        Pattern known = match.known();
        Finding finding = match.found().finding();
        if (known.status() == PatternStatus.DISMISSED && !isSeenAnew(known, finding, window)) {
            return Optional.empty();
        }
        NewPattern judged = finding.pattern()
                .observed(
                        finding.pattern().observations(),
                        first(known, finding, window),
                        finding.pattern().lastObserved())
                .withAttributes(attributes(known.attributes(), match.found()));
        Pattern updated = known.withObservations(judged).withStatus(finding.status());
        return updated.equals(known)
                ? Optional.empty()
                : Optional.of(new PatternChange.Update(updated, reason(known.status(), finding.status())));
    }

    private static PatternChange.Reason reason(PatternStatus before, PatternStatus after) {
        if (before == after) {
            return PatternChange.Reason.OBSERVED;
        }
        if (before == PatternStatus.DISMISSED) {
            return PatternChange.Reason.SEEN_ANEW;
        }
        return after == PatternStatus.RETIRED ? PatternChange.Reason.RETIRED : PatternChange.Reason.RESUMED;
    }

    /** The time of dismissal is that of the pattern's last change: nothing else changes a dismissed one. */
    private static boolean isSeenAnew(Pattern dismissed, Finding finding, PatternWindow window) {
        Set<MessageId> evidence = Set.copyOf(finding.pattern().evidence());
        long since = window.messages().stream()
                .filter(message -> message.createdAt().isAfter(dismissed.updated()) && evidence.contains(message.id()))
                .count();
        return finding.status() == PatternStatus.ACTIVE && since >= Math.max(1, dismissed.observations());
    }

    private static boolean isGone(Pattern known, PatternWindow window) {
        if (known.schedule() != null) {
            return true;
        }
        Set<MessageId> evidence = new HashSet<>(known.evidence());
        return window.messages().stream().map(Message::id).anyMatch(evidence::contains);
    }

    /** A host's own attributes stay; what was learned replaces what was learned before. */
    private static Attributes attributes(Attributes before, Found found) {
        Attributes attributes = before;
        for (String key : List.of(Learned.DOES, Learned.KEPT, Learned.MISSED, Learned.EVIDENCE)) {
            attributes = attributes.without(key);
        }
        for (var entry : found.finding().pattern().attributes().asMap().entrySet()) {
            attributes = attributes.with(entry.getKey(), entry.getValue());
        }
        return attributes
                .with(Learned.BY, found.extractor())
                .with(Learned.KEY, found.finding().key());
    }

    /** What the window shows, unless the pattern is older than the window. */
    private static @Nullable Instant first(Pattern known, Finding finding, PatternWindow window) {
        Instant begin = window.now().minus(PatternWindow.LOOK_BACK);
        boolean isOlder = known.firstObserved() != null && known.firstObserved().isBefore(begin);
        return isOlder ? known.firstObserved() : finding.pattern().firstObserved();
    }
}
