package dev.kendall.search;

/**
 * What speaks for a row in a hybrid search, besides the ranks of its arms. Each is from 0 to 1 and counts with its weight; the first rank of an
 * arm counts 1 / 11 = .091. What each gains, how the weights were chosen and what was left out is in docs/retrieval.md.
 */
public enum Signal {
    /** The rank by meaning, as {@link RankFusion} says. */
    MEANING(1),
    /** The rank by word, as {@link RankFusion} says. */
    WORDS(1),
    /** The question names the speaker, or the speaker is the user and the question says "I". */
    SPEAKER(.145),
    /** The question holds a date or words like "last week", and the message was said then or in the days after: see {@link DayWindow}. */
    TIME(.08),
    /** The share of the text that asks nothing: evidence tells. */
    STATEMENT(.055),
    /** How much is said: the logarithm of the number of words, 1 from about 50 words. */
    LENGTH(.085),
    /** The text holds what the question asks for: a time for "when", a number for "how many", a name for "who", "where" and "which". */
    FORM(.065),
    /** Words that stand next to each other in both the question and the text: a third for each such pair. */
    PAIRS(.05),
    /** How good the best candidate of the thread is, this one included. */
    THREAD(.12),
    /** How good the candidates up to {@value EvidenceRanking#NEAR} messages before and after it in the thread are; less with the distance. */
    NEAR(.07),
    /** How good the message right before it is, where that is a candidate that ends as a question: this may be its answer. */
    ANSWER(.105);

    private final double weight;

    Signal(double weight) {
        this.weight = weight;
    }

    /** What the score gains when the signal is 1. */
    public double weight() {
        return weight;
    }
}
