package dev.kendall.storage.inmemory;

import dev.kendall.search.RankFusion.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over one user's rows, with k1 = 1.2, b = 0.3 and the never
 * negative idf of Lucene. Frequencies are counted over all rows of the user, filtered or not, so that a filter does not change what a word
 * is worth.
 *
 * <p>A message that holds a word of the query is also worth {@value #BEFORE} of the score of the message before it in its thread, and
 * {@value #AFTER} of the one after it: an answer often leaves out the words of its question. b is below the usual 0.75 because chat messages
 * are short for other reasons than being to the point. What each of the three gains is measured in docs/evaluation/README.md.
 */
final class Bm25<T> {
    private static final double K1 = 1.2;
    private static final double B = 0.3;
    private static final double BEFORE = 0.5;
    private static final double AFTER = 0.3;

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
                .mapToDouble(with -> Math.log(1 + (rows - with + 0.5) / (with + 0.5)))
                .toArray();
        double averageLength = (double) totalLength / Math.max(1, rows);
        for (Match<T> match : matches) {
            match.score = score(match, idf, averageLength);
        }
        for (Match<T> match : matches) {
            if (filter.test(match.row.item)) {
                double before = match.before == null ? 0 : match.before.score;
                double after = match.after == null ? 0 : match.after.score;
                found.accept(new Candidate<>(match.row.item, match.score + BEFORE * before + AFTER * after));
            }
        }
    }

    private static double score(Match<?> match, double[] idf, double averageLength) {
        double norm = K1 * (1 - B + B * match.row.words.length / averageLength);
        double score = 0;
        for (int i = 0; i < idf.length; i++) {
            score += idf[i] * match.counts[i] * (K1 + 1) / (match.counts[i] + norm);
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
