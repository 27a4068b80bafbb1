package dev.kendall.benchmarks.report;

/**
 * A figure that says most of a run, and what it should be.
 *
 * @param what was measured
 * @param comparedWith what it stands beside, in the same run
 * @param figure with its unit; a ratio has none
 * @param aim what it should be, or nothing
 * @param kept whether it is as it should be
 */
public record Headline(String what, String comparedWith, String figure, String aim, boolean kept) {
    private static final int DIGITS = 3;

    /** A ratio that nobody set an aim for. */
    public static Headline of(String what, String comparedWith, double ratio) {
        return new Headline(what, comparedWith, Numbers.significant(ratio, DIGITS), "", true);
    }

    /** A ratio that should not be above this. */
    public static Headline atMost(double most, String what, String comparedWith, double ratio) {
        return new Headline(what, comparedWith, Numbers.significant(ratio, DIGITS), "≤ " + most, ratio <= most);
    }

    /** A ratio that should not be below this. */
    public static Headline atLeast(double least, String what, String comparedWith, double ratio) {
        return new Headline(what, comparedWith, Numbers.significant(ratio, DIGITS), "≥ " + least, ratio >= least);
    }
}
