package dev.kendall.learning.pattern;

import dev.kendall.chat.MessageId;
import dev.kendall.pattern.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which finding is which known pattern. Both must be of one extractor and one type. First come those that cite the same messages, half
 * of the fewer at least: the key of a habit may change with its words. Then those of the same key.
 */
final class PatternMatching {
    static final double MIN_SHARED = 0.5;

    /** The pairs, and what is left on each side, in their orders. */
    record Matches(List<Match> pairs, List<Found> found, List<Pattern> known) {}

    /** A finding that is a known pattern. */
    record Match(Found found, Pattern known) {}

    private record Candidate(Match match, double score, int order) {}

    private PatternMatching() {}

    static Matches of(List<Found> found, List<Pattern> known) {
        List<Candidate> candidates = new ArrayList<>();
        for (Found each : found) {
            for (Pattern pattern : known) {
                double score = score(each, pattern);
                if (score > 0) {
                    candidates.add(new Candidate(new Match(each, pattern), score, candidates.size()));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.score())
                .thenComparingInt(Candidate::order));
        List<Match> pairs = new ArrayList<>();
        List<Found> restFound = new ArrayList<>(found);
        List<Pattern> restKnown = new ArrayList<>(known);
        for (Candidate candidate : candidates) {
            Match match = candidate.match();
            if (restFound.contains(match.found()) && restKnown.contains(match.known())) {
                pairs.add(match);
                restFound.remove(match.found());
                restKnown.remove(match.known());
            }
        }
        return new Matches(pairs, restFound, restKnown);
    }

    /** 0: they are not the same; up to 1: the same key alone; above: shared messages, and more when the key is the same too. */
    private static double score(Found found, Pattern known) {
        boolean isSameKind = found.finding().pattern().type().equals(known.type())
                && known.attributes().findText(Learned.BY).equals(Optional.of(found.extractor()));
        if (!isSameKind) {
            return 0;
        }
        boolean isSameKey = known.attributes()
                .findText(Learned.KEY)
                .equals(Optional.of(found.finding().key()));
        double shared = shared(found.finding().pattern().evidence(), known.evidence());
        if (shared >= MIN_SHARED) {
            return 1 + shared + (isSameKey ? 1 : 0);
        }
        return isSameKey ? 0.5 + shared : 0;
    }

    /** The share of the messages of the fewer that both cite. */
    static double shared(List<MessageId> left, List<MessageId> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        Set<MessageId> both = new HashSet<>(left);
        both.retainAll(Set.copyOf(right));
        return (double) both.size() / Math.min(left.size(), right.size());
    }
}
