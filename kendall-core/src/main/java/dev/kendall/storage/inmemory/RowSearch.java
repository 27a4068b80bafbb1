package dev.kendall.storage.inmemory;

import dev.kendall.search.EvidenceRanking.Arms;
import dev.kendall.search.Hit;
import dev.kendall.search.RankFusion;
import dev.kendall.search.RankFusion.Candidate;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.search.Words;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One search over all rows of a user: exact, both arms in one pass, as reading the rows is what takes the time. */
final class RowSearch<T> {
    private static final String NO_VECTOR = "the query has no vector";

    private final SearchQuery query;
    private final @Nullable SpaceVector vector;
    private final Predicate<T> filter;
    private final Top<T> byMeaning;
    private final Top<T> byWord;
    private final Bm25<T> bm25;
    private long unembedded;

    /**
     * A search.
     *
     * @param thread what two neighbouring rows share, or null where a row has no neighbours
     * @param ties the order of rows with equal scores
     */
    RowSearch(SearchQuery query, Predicate<T> filter, Function<T, @Nullable Object> thread, Comparator<T> ties) {
        this.query = query;
        this.vector = query.mode() == SearchMode.KEYWORD ? null : query.vector();
        this.filter = filter;
        int candidates = query.mode() == SearchMode.HYBRID && vector != null ? query.candidates() : query.limit();
        this.byMeaning = new Top<>(candidates, ties);
        this.byWord = new Top<>(candidates, ties);
        this.bm25 = new Bm25<>(Words.of(query.text()), thread);
    }

    /** How the candidates of both arms become hits. */
    interface Fusion<T> {
        List<Hit<T>> of(Arms<T> arms);
    }

    /** The answer out of all rows of the user, in order of time. */
    SearchResult<T> run(Collection<Row<T>> rows, Fusion<T> fusion) {
        for (Row<T> row : rows) {
            if (vector != null) {
                addByMeaning(row, vector);
            }
            if (query.mode() != SearchMode.SEMANTIC) {
                bm25.add(row);
            }
        }
        bm25.finish(filter, byWord::add);
        List<Candidate<T>> meant = byMeaning.ranked();
        List<Candidate<T>> worded = byWord.ranked();
        return switch (query.mode()) {
            case SEMANTIC -> new SearchResult<>(RankFusion.single(meant, SearchMode.SEMANTIC), unembedded, null);
            case KEYWORD -> new SearchResult<>(RankFusion.single(worded, SearchMode.KEYWORD), 0, null);
            case HYBRID ->
                vector == null
                        ? new SearchResult<>(RankFusion.single(worded, SearchMode.KEYWORD), 0, NO_VECTOR)
                        : new SearchResult<>(fusion.of(new Arms<>(meant, worded)), unembedded, null);
        };
    }

    private void addByMeaning(Row<T> row, SpaceVector query) {
        Vector stored = row.vector(query.space());
        if (stored == null) {
            unembedded += row.isUnembedded(query.space()) ? 1 : 0;
        } else if (filter.test(row.item)) {
            byMeaning.add(new Candidate<>(row.item, query.vector().cosine(stored)));
        }
    }
}
