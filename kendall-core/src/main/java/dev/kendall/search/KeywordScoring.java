package dev.kendall.search;

/**
 * What a row is worth to a search by word, for backends: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over one
 * user's rows, with the never negative idf of Lucene. Frequencies are counted over all rows of the user, filtered or not, so that a filter
 * does not change what a word is worth.
 *
 * <p>A message that holds a word of the query is also worth {@link #BEFORE} of the score of the message right before it in its thread, and
 * {@link #AFTER} of the one right after it: an answer often leaves out the words of its question. What each constant gains is measured in
 * docs/evaluation/README.md.
 *
 * <p>What each word adds is cut to a whole multiple of 2<sup>−40</sup>. Sums of such numbers are exact, in whatever order they are taken, so
 * that rows of equal worth have equal scores on every backend, and none is first by a rounding error.
 */
public final class KeywordScoring {
    /** How soon more of the same word stops counting. */
    public static final double K1 = 1.2;
    /** How much a long row is held back. Below the usual 0.75: chat messages are short for other reasons than being to the point. */
    public static final double B = 0.3;
    /** The share of the score of the message before. */
    public static final double BEFORE = 0.5;
    /** The share of the score of the message after. */
    public static final double AFTER = 0.3;
    /** One over the grain of the scores. */
    public static final double GRAIN = 1L << 40;

    private KeywordScoring() {}

    /**
     * What a word is worth.
     *
     * @param rows how many rows there are
     * @param rowsWith how many hold the word
     */
    public static double idf(long rows, long rowsWith) {
        return Math.log(1 + (rows - rowsWith + 0.5) / (rowsWith + 0.5));
    }

    /**
     * What a word adds to the score of a row.
     *
     * @param idf what the word is worth
     * @param count how often the row holds it
     * @param length how many words the row has
     * @param averageLength how many a row has on average
     */
    public static double score(double idf, long count, long length, double averageLength) {
        double norm = K1 * (1 - B + B * length / averageLength);
        return Math.floor(idf * count * (K1 + 1) / (count + norm) * GRAIN) / GRAIN;
    }

    /** The score of a row with what its neighbours add; a neighbour that holds no word, or is none, adds 0. */
    public static double withNeighbours(double own, double before, double after) {
        return own + BEFORE * before + AFTER * after;
    }
}
