package dev.kendall.learning.pattern;

/**
 * How probable a sequence of kept and missed occasions is when the rate is not known: the Beta-Binomial marginal likelihood, with a Beta
 * prior of whole numbers.
 */
final class BetaBinomial {
    private static final double[] LOG_FACTORIALS = logFactorials(8_192);

    private BetaBinomial() {}

    /** A Beta distribution of the rate, as kept and missed occasions that were seen before any was. */
    record Prior(int kept, int missed) {}

    private static double[] logFactorials(int count) {
        double[] logs = new double[count];
        for (int i = 1; i < count; i++) {
            logs[i] = logs[i - 1] + Math.log(i);
        }
        return logs;
    }

    /** The logarithm of n!, for n of 0 or more; by Stirling's series beyond the table. */
    static double logFactorial(int n) {
        if (n < LOG_FACTORIALS.length) {
            return LOG_FACTORIALS[n];
        }
        return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1.0 / (12.0 * n);
    }

    private static double logBeta(int a, int b) {
        return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
    }

    /** The logarithm of the probability of this one sequence of {@code kept} and {@code missed} occasions. */
    static double log(int kept, int missed, Prior prior) {
        return logBeta(kept + prior.kept(), missed + prior.missed()) - logBeta(prior.kept(), prior.missed());
    }

    /** The logarithm of the binomial coefficient: in how many ways {@code k} of {@code n} are chosen. */
    static double logChoose(int n, int k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /**
     * The probability that the rate is above {@code rate}, after so many kept and missed from a uniform prior. For whole numbers the Beta
     * distribution is a sum of binomial terms.
     */
    static double above(double rate, int kept, int missed) {
        int trials = kept + missed + 1;
        double sum = 0;
        for (int k = 0; k <= kept; k++) {
            sum += Math.exp(logChoose(trials, k) + k * Math.log(rate) + (trials - k) * Math.log(1 - rate));
        }
        return Math.min(1, sum);
    }
}
