package dev.kendall.storage.inmemory;

import dev.kendall.search.KeywordScoring;
import dev.kendall.search.RankFusion.Candidate;
import dev.kendall.search.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One search by word over a user's rows, as {@link KeywordScoring} ranks them. */
final class Bm25<T> {
    private static final int[] NONE = {};

    private final long[] words;
    private final Function<T, @Nullable Object> thread;
    private final int[] rowsWith;
    private final List<Match<T>> matches = new ArrayList<>();
    private final Map<Object, Match<T>> lastOfThread = new HashMap<>();
    private int rows;
    private long totalLength;

    /**
     * A search for words.
     *
     * @param query the query's {@link Words}
     * @param thread what two neighbouring rows share, or null where a row has no neighbours
     */
    Bm25(long[] query, Function<T, @Nullable Object> thread) {
        this.words = Words.distinct(query);
        this.thread = thread;
        this.rowsWith = new int[words.length];
    }

    /** A row that holds a word of the query; its neighbours where they do, too. */
    private static final class Match<T> {
        final Row<T> row;
        final int[] counts;
        final @Nullable Match<T> before;

        @Nullable
        Match<T> after;

        double score;

        Match(Row<T> row, int[] counts, @Nullable Match<T> before) {
            this.row = row;
            this.counts = counts;
            this.before = before;
        }
    }

    /** Takes in a row; they come in order of time. */
    void add(Row<T> row) {
        rows++;
        totalLength += row.words.length;
        int[] counts = count(row.words);
        Object key = thread.apply(row.item);
        if (counts.length == 0) {
            if (key != null) {
                lastOfThread.remove(key);
            }
            return;
        }
        for (int i = 0; i < words.length; i++) {
            rowsWith[i] += counts[i] > 0 ? 1 : 0;
        }
        Match<T> before = key == null ? null : lastOfThread.get(key);
        Match<T> match = new Match<>(row, counts, before);
        matches.add(match);
        if (before != null) {
            before.after = match;
        }
        if (key != null) {
            lastOfThread.put(key, match);
        }
    }

    /** Gives each row that holds a word of the query and passes the filter to {@code found}, with its score. */
    void finish(Predicate<T> filter, Consumer<Candidate<T>> found) {
        double[] idf = Arrays.stream(rowsWith)
                .mapToDouble(with -> KeywordScoring.idf(rows, with))
                .toArray();
        double averageLength = (double) totalLength / Math.max(1, rows);
        for (Match<T> match : matches) {
            match.score = score(match, idf, averageLength);
        }
        for (Match<T> match : matches) {
            if (filter.test(match.row.item)) {
                double before = match.before == null ? 0 : match.before.score;
                double after = match.after == null ? 0 : match.after.score;
                found.accept(
                        new Candidate<>(match.row.item, KeywordScoring.withNeighbours(match.score, before, after)));
            }
        }
    }

    private static double score(Match<?> match, double[] idf, double averageLength) {
        double score = 0;
        for (int i = 0; i < idf.length; i++) {
            score += KeywordScoring.score(idf[i], match.counts[i], match.row.words.length, averageLength);
        }
        return score;
    }

    /** How often each word of the query occurs in the sorted hashes; an empty array when none does. */
    private int[] count(long[] hashes) {
        int[] counts = NONE;
        int h = 0;
        for (int w = 0; w < words.length && h < hashes.length; w++) {
            while (h < hashes.length && hashes[h] < words[w]) {
                h++;
            }
            while (h < hashes.length && hashes[h] == words[w]) {
                if (counts.length == 0) {
                    counts = new int[words.length];
                }
                counts[w]++;
                h++;
            }
        }
        return counts;
    }
}
