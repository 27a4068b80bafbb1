package dev.kendall.testkit.differential;

import dev.kendall.search.EvidenceRanking.Arms;
import dev.kendall.search.Explanation;
import dev.kendall.search.Explanation.ArmRank;
import dev.kendall.search.Hit;
import dev.kendall.search.RankFusion;
import dev.kendall.search.RankFusion.Candidate;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.Signal;
import dev.kendall.testkit.differential.Ranking.Precision;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search.
 *
 * <p>By one arm, the storages' hits are compared. A hybrid search goes by ranks, which jump where scores are all but equal: so the two
 * arms that it fuses are asked for by themselves and compared, and it has to be what its own storage's arms make of it.
 */
final class Found<T> implements Answer {
    private final SearchQuery query;
    private final SearchResult<T> result;
    private final Rules<T> rules;
    /** The arms of a hybrid search; none for others. */
    private final List<Found<T>> arms;

    private Found(SearchQuery query, SearchResult<T> result, Rules<T> rules, List<Found<T>> arms) {
        this.query = query;
        this.result = result;
        this.rules = rules;
        this.arms = arms;
    }

    /**
     * How rows are in order.
     *
     * @param ties the order of hits with equal scores
     * @param fusion what a hybrid search makes of both arms' candidates
     */
    record Rules<T>(Comparator<T> ties, BiFunction<SearchQuery, Arms<T>, List<Hit<T>>> fusion) {}

    /** What {@code search} finds. */
    static <T> Found<T> by(SearchQuery query, Function<SearchQuery, SearchResult<T>> search, Rules<T> rules) {
        SearchResult<T> result = search.apply(query);
        if (query.mode() != SearchMode.HYBRID || query.vector() == null) {
            return new Found<>(query, result, rules, List.of());
        }
        SearchQuery arm = query.limit(query.candidates());
        return new Found<>(
                query,
                result,
                rules,
                List.of(by(arm.in(SearchMode.SEMANTIC), search, rules), by(arm.in(SearchMode.KEYWORD), search, rules)));
    }

    List<Hit<T>> hits() {
        return result.hits();
    }

    private Ranking<T> ranking() {
        Precision precision = query.mode() == SearchMode.SEMANTIC ? Precision.COSINE : Precision.DOUBLE;
        return new Ranking<>(result.hits(), query.limit(), precision);
    }

    @Override
    public @Nullable String differenceTo(Answer backend) {
        if (!(backend instanceof Found<?> answer)) {
            return "the backend fails";
        }
        @SuppressWarnings("unchecked") // Both answer the same call.
        Found<T> other = (Found<T>) answer;
        if (!isAsComplete(other.result)) {
            return "the numbers of unembedded rows differ, or only one says that it was found by word only";
        }
        String difference = differenceOfArms(other);
        return difference != null ? difference : other.contradiction();
    }

    /** Whether the other says the same of what it did not see. */
    boolean isAsComplete(SearchResult<?> other) {
        return result.unembedded() == other.unembedded()
                && (result.semanticOff() == null) == (other.semanticOff() == null);
    }

    private @Nullable String differenceOfArms(Found<T> other) {
        if (arms.isEmpty()) {
            return ranking().differenceTo(other.ranking());
        }
        for (int i = 0; i < arms.size(); i++) {
            String difference = arms.get(i).differenceTo(other.arms.get(i));
            if (difference != null) {
                return "when asked in mode " + arms.get(i).query.mode() + " with limit " + query.candidates() + ", "
                        + difference + "; there it answers " + arms.get(i) + "\nand " + other.arms.get(i);
            }
        }
        return null;
    }

    /** In which way the answer contradicts itself; null when it does not. */
    private @Nullable String contradiction() {
        String disorder = ranking().disorder(rules.ties());
        if (disorder != null) {
            return disorder;
        }
        List<Hit<T>> expected = arms.isEmpty()
                ? RankFusion.single(candidates(), arm())
                : rules.fusion()
                        .apply(
                                query,
                                new Arms<>(arms.get(0).candidates(), arms.get(1).candidates()));
        for (int i = 0; i < expected.size(); i++) {
            if (i == hits().size() || !isSame(expected.get(i), hits().get(i))) {
                return "hit " + (i + 1) + " is not " + expected.get(i) + " as its own arms have it";
            }
        }
        return expected.size() == hits().size() ? null : "there are more hits than its own arms have";
    }

    private SearchMode arm() {
        return query.mode() == SearchMode.SEMANTIC ? SearchMode.SEMANTIC : SearchMode.KEYWORD;
    }

    private List<Candidate<T>> candidates() {
        return hits().stream()
                .map(hit -> new Candidate<>(hit.item(), hit.score()))
                .toList();
    }

    private static boolean isSame(Hit<?> expected, Hit<?> hit) {
        return expected.item().equals(hit.item())
                && Ranking.areNear(expected.score(), hit.score())
                && isSame(expected.explain(), hit.explain());
    }

    static boolean isSame(Explanation mine, Explanation theirs) {
        return Ranking.areNear(mine.fused(), theirs.fused())
                && isSame(mine.semantic(), theirs.semantic())
                && isSame(mine.keyword(), theirs.keyword())
                && Arrays.stream(Signal.values())
                        .allMatch(signal -> Ranking.areNear(share(mine, signal), share(theirs, signal)));
    }

    private static double share(Explanation explanation, Signal signal) {
        return explanation.signals().getOrDefault(signal, 0.0);
    }

    private static boolean isSame(@Nullable ArmRank mine, @Nullable ArmRank theirs) {
        return mine == null || theirs == null
                ? mine == theirs
                : mine.rank() == theirs.rank() && Ranking.areNear(mine.score(), theirs.score());
    }

    @Override
    public Object value() {
        return result.hits().stream().map(Hit::item).toList();
    }

    @Override
    public String toString() {
        return result.hits().size() + " hits, " + result.unembedded() + " unembedded, semantic off: "
                + result.semanticOff() + ranking();
    }
}
