package dev.kendall.learning.pattern;

import java.util.List;

/**
 * How probable times of day are: by chance, as the user writes at all, and around a usual time.
 *
 * <p>A usual time is a normal distribution around the clock, of one of a few centres and spreads, that changes at most once; one time in
 * twenty is as by chance. Times are taken in steps of {@value #STEP} minutes.
 */
final class TimesOfDay {
    private static final int STEP = 5;
    private static final int BINS = Occurrence.MINUTES / STEP;
    private static final int CENTRE_STEP = 15;
    private static final int CENTRES = Occurrence.MINUTES / CENTRE_STEP;
    private static final int[] SPREADS = {8, 16, 32, 60};
    private static final int CELLS = CENTRES * SPREADS.length;

    private static final double OUTLIER = 0.05;
    private static final double LOG_USUAL = Math.log(0.5);
    /** Every centre and spread is as probable as any other. */
    private static final double LOG_CELL = -Math.log(CELLS);

    private static final double NEGLIGIBLE = -8;

    private static final double LOG_STEADY = Math.log(0.85);
    private static final double LOG_CHANGED = Math.log(0.15);
    /** Each side of a change needs as many. */
    private static final int MIN_SIDE = 2;

    private static final int SMOOTHING_MINUTES = 60;
    private static final double UNIFORM_SHARE = 0.2;

    private final double[] logBackground;
    /** Of each bin, of each cell: the cells of a bin stand side by side, as they are added up. */
    private final float[][] logUsual;

    /** Judged against these messages of the user. */
    TimesOfDay(List<Occurrence> all) {
        double[] background = background(all);
        logBackground = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            logBackground[bin] = Math.log(background[bin]);
        }
        logUsual = new float[BINS][CELLS];
        for (int spread = 0; spread < SPREADS.length; spread++) {
            double[] normal = normal(SPREADS[spread]);
            for (int centre = 0; centre < CENTRES; centre++) {
                int cell = spread * CENTRES + centre;
                for (int bin = 0; bin < BINS; bin++) {
                    int apart = Math.abs(bin - centre * CENTRE_STEP / STEP);
                    double near = normal[Math.min(apart, BINS - apart)];
                    logUsual[bin][cell] = (float) Math.log((1 - OUTLIER) * near + OUTLIER * background[bin]);
                }
            }
        }
    }

    /** The user's times, smoothed, with a part that is even over the day. */
    private static double[] background(List<Occurrence> all) {
        double[] counts = new double[BINS];
        all.forEach(occurrence -> counts[occurrence.minute() / STEP]++);
        double[] kernel = normal(SMOOTHING_MINUTES);
        double[] smooth = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            double sum = 0;
            for (int other = 0; other < BINS; other++) {
                int apart = Math.abs(bin - other);
                sum += counts[other] * kernel[Math.min(apart, BINS - apart)];
            }
            smooth[bin] = (1 - UNIFORM_SHARE) * sum / Math.max(1, all.size()) + UNIFORM_SHARE / BINS;
        }
        return smooth;
    }

    /** The probability of each bin by its distance from the centre; the bins of the whole day add up to 1. */
    private static double[] normal(int spread) {
        double[] density = new double[BINS / 2 + 1];
        double sum = 0;
        for (int apart = 0; apart < density.length; apart++) {
            double deviation = (double) apart * STEP / spread;
            density[apart] = Math.exp(-deviation * deviation / 2);
            sum += apart == 0 || apart == BINS / 2 ? density[apart] : 2 * density[apart];
        }
        for (int apart = 0; apart < density.length; apart++) {
            density[apart] /= sum;
        }
        return density;
    }

    /** The logarithm of the probability of the time by chance. */
    double logChance(Occurrence occurrence) {
        return logBackground[occurrence.minute() / STEP];
    }

    double logChance(List<Occurrence> occurrences) {
        double sum = 0;
        for (Occurrence occurrence : occurrences) {
            sum += logChance(occurrence);
        }
        return sum;
    }

    /**
     * How well usual times explain these.
     *
     * @param logEvidence the logarithm of the times' probability
     * @param minute the centre of the present usual time, in minutes of the day; −1 where chance explains the times better
     * @param spread its standard deviation in minutes
     * @param since the index of the first occurrence at the present usual time: 0 where it never changed
     * @param formerMinute the usual time before it changed; the present one where it never did
     */
    record Fit(double logEvidence, int minute, int spread, int since, int formerMinute) {
        boolean isUsual() {
            return minute >= 0;
        }

        /** Whether the occurrence at this index is near the usual time of its day: four standard deviations, two hours at least. */
        boolean isNear(int index, Occurrence occurrence) {
            int usual = index < since ? formerMinute : minute;
            return !isUsual() || Occurrence.distance(occurrence.minute(), usual) <= Math.max(120, 4 * spread);
        }
    }

    /** The usual time that explains these, which are in order of time, best. */
    Fit fit(List<Occurrence> occurrences) {
        int count = occurrences.size();
        double chance = LOG_USUAL + logChance(occurrences);
        double[] whole = new double[CELLS];
        for (Occurrence occurrence : occurrences) {
            add(whole, occurrence);
        }
        int best = highest(whole);
        double steady = LOG_USUAL + LOG_STEADY + LOG_CELL + logSum(whole, best);
        Fit fit = steady >= chance
                ? new Fit(steady, minute(best), spread(best), 0, minute(best))
                : new Fit(chance, -1, 0, 0, -1);
        if (count < 2 * MIN_SIDE) {
            return fit;
        }
        double change = LOG_USUAL + LOG_CHANGED + 2 * LOG_CELL - Math.log(count - 2 * MIN_SIDE + 1);
        double[] before = new double[CELLS];
        double[] after = new double[CELLS];
        for (int i = 0; i < count - MIN_SIDE; i++) {
            add(before, occurrences.get(i));
            if (i + 1 >= MIN_SIDE) {
                for (int cell = 0; cell < CELLS; cell++) {
                    after[cell] = whole[cell] - before[cell];
                }
                int former = highest(before);
                int latter = highest(after);
                double changed = change + logSum(before, former) + logSum(after, latter);
                if (changed > fit.logEvidence()) {
                    fit = new Fit(changed, minute(latter), spread(latter), i + 1, minute(former));
                }
            }
        }
        return fit;
    }

    private void add(double[] sums, Occurrence occurrence) {
        float[] cells = logUsual[occurrence.minute() / STEP];
        for (int cell = 0; cell < CELLS; cell++) {
            sums[cell] += cells[cell];
        }
    }

    private static int highest(double[] sums) {
        int best = 0;
        for (int cell = 1; cell < CELLS; cell++) {
            if (sums[cell] > sums[best]) {
                best = cell;
            }
        }
        return best;
    }

    /** The logarithm of the sum of the exponentials; what is far below the highest adds nothing. */
    private static double logSum(double[] logs, int highest) {
        double sum = 0;
        for (double log : logs) {
            double below = log - logs[highest];
            if (below > NEGLIGIBLE) {
                sum += Math.exp(below);
            }
        }
        return logs[highest] + Math.log(sum);
    }

    private static int minute(int cell) {
        return cell % CENTRES * CENTRE_STEP;
    }

    private static int spread(int cell) {
        return SPREADS[cell / CENTRES];
    }
}
