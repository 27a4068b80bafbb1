package dev.kendall.testkit.differential;

import dev.kendall.search.Hit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found, best first, compared as far as floating point allows. */
final class Ranking<T> {
    /** How far scores may lie apart, in proportion; near zero, by how much. */
    private static final double NEAR = 1e-4;

    private static final double NEAR_ZERO = 1e-6;

    private final List<Hit<T>> hits;
    private final int limit;
    private final Precision precision;

    /** Which scores are all but equal, so that rounding may change the places of their rows. */
    enum Precision {
        /** Those that differ by less than 0.00001. */
        COSINE,
        /** Those that differ by less than one part in a billion. */
        DOUBLE;

        boolean areTied(double one, double other) {
            double difference = Math.abs(one - other);
            return this == COSINE ? difference < 1e-5 : difference <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
        }
    }

    /**
     * A ranking.
     *
     * @param limit how many hits were asked for
     */
    Ranking(List<Hit<T>> hits, int limit, Precision precision) {
        this.hits = hits;
        this.limit = limit;
        this.precision = precision;
    }

    /** This ranking of something about its items. */
    <U> Ranking<U> of(Function<T, U> aspect) {
        return new Ranking<>(
                hits.stream()
                        .map(hit -> new Hit<>(aspect.apply(hit.item()), hit.score(), hit.explain()))
                        .toList(),
                limit,
                precision);
    }

    /** In which way the other ranking is another than this one; null when it is the same. */
    @Nullable
    String differenceTo(Ranking<T> other) {
        if (hits.size() != other.hits.size()) {
            return "hits: " + hits.size() + " and " + other.hits.size();
        }
        for (int i = 0; i < hits.size(); i++) {
            String difference = differenceAt(i, other.hits.get(i));
            if (difference != null) {
                return "hit " + (i + 1) + ": " + difference;
            }
        }
        return other.hits.stream().map(Hit::item).distinct().count() == hits.size() ? null : "a hit comes twice";
    }

    private @Nullable String differenceAt(int place, Hit<T> other) {
        double score = hits.get(place).score();
        if (!areNear(score, other.score())) {
            return "the score is " + score + " and " + other.score();
        }
        if (hits.get(place).item().equals(other.item())) {
            return null;
        }
        return areTied(score, scoreOf(other.item()))
                ? null
                : Shown.of(hits.get(place).item()) + " and " + Shown.of(other.item());
    }

    /** The item's score; that of the last hit where the limit may have cut the item off. */
    private @Nullable Double scoreOf(T item) {
        return hits.stream()
                .filter(hit -> hit.item().equals(item))
                .map(Hit::score)
                .findFirst()
                .orElseGet(() ->
                        hits.size() < limit ? null : hits.get(hits.size() - 1).score());
    }

    private boolean areTied(double score, @Nullable Double other) {
        return other != null && precision.areTied(score, other);
    }

    static boolean areNear(double one, double other) {
        double difference = Math.abs(one - other);
        return difference <= NEAR_ZERO || difference <= NEAR * Math.max(Math.abs(one), Math.abs(other));
    }

    /** What is out of order among the hits, given the order of equal scores; null when nothing is. */
    @Nullable
    String disorder(Comparator<T> ties) {
        for (int i = 1; i < hits.size(); i++) {
            Hit<T> before = hits.get(i - 1);
            Hit<T> hit = hits.get(i);
            boolean isTie = before.score() == hit.score();
            if (before.score() < hit.score() || isTie && ties.compare(before.item(), hit.item()) > 0) {
                return "hit " + (i + 1) + " belongs before the one before it";
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return hits.stream()
                .map(hit -> hit.score() + " (" + hit.explain() + ") " + Shown.of(hit.item()))
                .collect(Collectors.joining("\n  ", "\n  ", ""));
    }
}
