package dev.kendall.search;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to search for, and how. Immutable.
 *
 * <p>A query made here has no vector yet; {@code Kendall.search()} embeds its text where the mode needs that.
 */
public final class SearchQuery {
    /** The longest text, in characters. */
    public static final int MAX_TEXT = 100_000;
    /** The most hits. */
    public static final int MAX_LIMIT = 1_000;

    private final String text;
    private final @Nullable SpaceVector vector;
    private final SearchMode mode;
    private final int limit;
    private final int candidates;
    private final @Nullable Instant askedAt;

    private SearchQuery(
            String text,
            @Nullable SpaceVector vector,
            SearchMode mode,
            int limit,
            int candidates,
            @Nullable Instant askedAt) {
        this.text = Checks.text("search text", text, MAX_TEXT);
        this.vector = vector;
        this.mode = Objects.requireNonNull(mode, "mode");
        this.limit = Checks.range("limit", limit, 1, MAX_LIMIT);
        this.candidates = Checks.range("candidates", candidates, 1, MAX_LIMIT);
        this.askedAt = askedAt;
    }

    /** A hybrid search for {@code text}: 10 hits out of 200 candidates by meaning and 200 by word. */
    public static SearchQuery of(String text) {
        return new SearchQuery(text, null, SearchMode.HYBRID, 10, 200, null);
    }

    /** This query in another mode. Default: {@link SearchMode#HYBRID}. */
    public SearchQuery in(SearchMode mode) {
        return new SearchQuery(text, vector, mode, limit, candidates, askedAt);
    }

    /** This query for up to {@code limit} hits, 1 to {@value #MAX_LIMIT}. Default: 10. */
    public SearchQuery limit(int limit) {
        return new SearchQuery(text, vector, mode, limit, candidates, askedAt);
    }

    /**
     * This query with so many candidates by meaning, and so many by word, to be fused, 1 to {@value #MAX_LIMIT}; never fewer than
     * the limit are taken. More cost time and find more of what is good, but not best, in both. Default: 200.
     */
    public SearchQuery candidates(int candidates) {
        return new SearchQuery(text, vector, mode, limit, candidates, askedAt);
    }

    /** This query with its text's embedding. */
    public SearchQuery vector(SpaceVector vector) {
        return new SearchQuery(text, Objects.requireNonNull(vector, "vector"), mode, limit, candidates, askedAt);
    }

    /** This query without an embedding: a hybrid search then goes by word only. */
    public SearchQuery withoutVector() {
        return new SearchQuery(text, null, mode, limit, candidates, askedAt);
    }

    /**
     * This query as asked at a time, by which "yesterday", "last week" and "two months ago" are understood. Default: none, they are words
     * like others; {@code Kendall.search()} sets its clock's.
     */
    public SearchQuery askedAt(Instant time) {
        return new SearchQuery(text, vector, mode, limit, candidates, Checks.time("asked at", time));
    }

    /** When it is asked, or null. */
    public @Nullable Instant askedAt() {
        return askedAt;
    }

    /** What is searched for. */
    public String text() {
        return text;
    }

    /** Its embedding, or null. */
    public @Nullable SpaceVector vector() {
        return vector;
    }

    /** How to search. */
    public SearchMode mode() {
        return mode;
    }

    /** How many hits at most. */
    public int limit() {
        return limit;
    }

    /** How many candidates of each arm are fused: what was set, or the limit where that is more. */
    public int candidates() {
        return Math.max(candidates, limit);
    }

    /** How it searches: the text has no place in a log. */
    @Override
    public String toString() {
        return "SearchQuery[" + mode + ", limit " + limit + ", " + text.length() + " characters]";
    }
}
