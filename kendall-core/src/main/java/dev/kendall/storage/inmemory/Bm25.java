package dev.kendall.storage.inmemory;

import dev.kendall.search.RankFusion.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over one user's rows, with k1 = 1.2 and b = 0.75, and
 * the never negative idf of Lucene. Frequencies are counted over all rows of the user, filtered or not, so that a filter does not change
 * what a word is worth.
 */
final class Bm25 {
    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private Bm25() {}

    private record Match<T>(Row<T> row, int[] counts) {}

    /** Gives each row that passes the filter and holds a word of the query to {@code found}, with its score. */
    static <T> void search(Collection<Row<T>> rows, Terms query, Predicate<T> filter, Consumer<Candidate<T>> found) {
        long[] words = query.distinct();
        if (words.length == 0) {
            return;
        }
        int[] rowsWith = new int[words.length];
        long totalLength = 0;
        List<Match<T>> matches = new ArrayList<>();
        for (Row<T> row : rows) {
            totalLength += row.terms().length();
            int[] counts = count(row.terms().hashes(), words);
            if (counts.length > 0) {
                for (int i = 0; i < words.length; i++) {
                    rowsWith[i] += counts[i] > 0 ? 1 : 0;
                }
                if (filter.test(row.item())) {
                    matches.add(new Match<>(row, counts));
                }
            }
        }
        double averageLength = (double) totalLength / Math.max(1, rows.size());
        double[] idf = Arrays.stream(rowsWith)
                .mapToDouble(with -> Math.log(1 + (rows.size() - with + 0.5) / (with + 0.5)))
                .toArray();
        for (Match<T> match : matches) {
            double norm = K1 * (1 - B + B * match.row().terms().length() / averageLength);
            double score = 0;
            for (int i = 0; i < words.length; i++) {
                int count = match.counts()[i];
                score += idf[i] * count * (K1 + 1) / (count + norm);
            }
            found.accept(new Candidate<>(match.row().item(), score));
        }
    }

    private static final int[] NONE = {};

    /** How often each word occurs in the sorted hashes; an empty array when none does. */
    private static int[] count(long[] hashes, long[] words) {
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
