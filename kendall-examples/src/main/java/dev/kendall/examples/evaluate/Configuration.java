package dev.kendall.examples.evaluate;

import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import java.util.Locale;

/**
 * One way to search that is evaluated.
 *
 * @param limit how many hits are asked for: evidence behind them counts as not found
 * @param candidates how many candidates each arm of a hybrid search gives
 */
record Configuration(SearchMode mode, StorageKind storage, int limit, int candidates) {
    /** As many as each arm gives by default, so that the limit does not change the ranking. */
    static final int LIMIT = 100;

    /** The library's own. */
    static final int CANDIDATES = SearchQuery.of("default").candidates();

    /** Names it in tables: "hybrid, in memory", and what is not as by default. */
    String name() {
        return mode.name().toLowerCase(Locale.ROOT) + ", " + storage.words()
                + (limit == LIMIT ? "" : ", " + limit + " hits")
                + (candidates == CANDIDATES ? "" : ", " + candidates + " candidates");
    }

    /** The query for a text. */
    SearchQuery query(String text) {
        return SearchQuery.of(text).in(mode).limit(limit).candidates(candidates);
    }

    boolean needsVectors() {
        return mode != SearchMode.KEYWORD;
    }
}
