package dev.kendall.storage.inmemory;

import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.RankFusion;
import dev.kendall.search.RankFusion.Candidate;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** One search over all rows of a user: exact, one pass for each arm. */
final class RowSearch<T> {
    private static final String NO_VECTOR = "the query has no vector";

    private final Collection<Row<T>> rows;
    private final Predicate<T> filter;
    private final Comparator<T> ties;

    RowSearch(Collection<Row<T>> rows, Predicate<T> filter, Comparator<T> ties) {
        this.rows = rows;
        this.filter = filter;
        this.ties = ties;
    }

    SearchResult<T> run(SearchQuery query) {
        SpaceVector vector = query.vector();
        if (query.mode() == SearchMode.KEYWORD || vector == null) {
            var hits = RankFusion.single(byWord(query, query.limit()), SearchMode.KEYWORD);
            return new SearchResult<>(hits, 0, query.mode() == SearchMode.KEYWORD ? null : NO_VECTOR);
        }
        long unembedded = unembedded(vector.space());
        if (query.mode() == SearchMode.SEMANTIC) {
            var hits = RankFusion.single(byMeaning(vector, query.limit()), SearchMode.SEMANTIC);
            return new SearchResult<>(hits, unembedded, null);
        }
        var hits = RankFusion.fuse(
                byMeaning(vector, query.candidates()), byWord(query, query.candidates()), ties, query.limit());
        return new SearchResult<>(hits, unembedded, null);
    }

    private List<Candidate<T>> byMeaning(SpaceVector query, int limit) {
        Top<T> top = new Top<>(limit, ties);
        for (Row<T> row : rows) {
            Vector vector = row.vector(query.space());
            if (vector != null && filter.test(row.item())) {
                top.add(new Candidate<>(row.item(), query.vector().cosine(vector)));
            }
        }
        return top.ranked();
    }

    private List<Candidate<T>> byWord(SearchQuery query, int limit) {
        Top<T> top = new Top<>(limit, ties);
        Bm25.search(rows, Terms.of(query.text()), filter, top::add);
        return top.ranked();
    }

    private long unembedded(EmbeddingSpace space) {
        return rows.stream().filter(row -> row.isUnembedded(space)).count();
    }
}
