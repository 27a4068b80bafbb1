package dev.kendall.learning.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How well a rhythm explains the days on which something was said.
 *
 * @param from the first occasion of the span in which the rhythm was kept, as a day of the window
 * @param to the last one that was kept
 * @param kept the occasions of the span that were kept
 * @param missed those that were not
 * @param logEvidence the logarithm of the probability of the days, given the rhythm
 */
record DayFit(DayRhythm rhythm, int from, int to, int kept, int missed, double logEvidence) {
    /** A rhythm is kept about three times out of four, or it would not be noticed. */
    private static final BetaBinomial.Prior KEPT = new BetaBinomial.Prior(3, 1);
    /** It is seldom spoken of on other days. */
    private static final BetaBinomial.Prior OTHERWISE = new BetaBinomial.Prior(1, 30);

    private static final BetaBinomial.Prior NOW_AND_THEN = new BetaBinomial.Prior(1, 20);
    private static final BetaBinomial.Prior IN_A_BURST = new BetaBinomial.Prior(1, 3);

    /** The weights of a kept and a missed occasion in finding the span: the log ratios of a kept rhythm (3 in 4) to chance (1 in 20). */
    private static final double KEPT_WEIGHT = Math.log(0.75 / 0.05);

    private static final double MISSED_WEIGHT = Math.log(0.25 / 0.95);

    /** Of the days on which a monthly habit is spoken of, at least so many are its own. */
    private static final double MIN_ON_MONTH_DAY = 0.15;

    /** A second mention on one day is rare where something is done once a day. */
    static final double LOG_REPEATED = Math.log(0.02);

    /** Whether the occasion is one that the rhythm explains. */
    boolean explains(LocalDays days, int day) {
        return day >= from && day <= to && rhythm.isOn(days, day);
    }

    double keptShare() {
        return (double) kept / (kept + missed);
    }

    /**
     * The rhythm that explains the days best, with the span in which it was kept: the stretch of occasions with the highest sum of
     * weights (Kadane's algorithm), so that one early mention does not count as months of misses.
     *
     * @param said how often it was said on each day of the window
     */
    static DayFit best(LocalDays days, int[] said) {
        DayFit best = null;
        for (DayRhythm rhythm : candidates(days, said)) {
            DayFit fit = of(rhythm, days, said);
            if (best == null || fit.logEvidence() > best.logEvidence()) {
                best = fit;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** The days of the week, most frequent first, one more at a time; and the days of the month that stand out. */
    private static List<DayRhythm> candidates(LocalDays days, int[] said) {
        int[] byWeekday = new int[7];
        int[] byMonthDay = new int[32];
        int mentionDays = 0;
        for (int day = 0; day < said.length; day++) {
            if (said[day] > 0) {
                byWeekday[days.weekday(day)]++;
                byMonthDay[days.monthDay(day)]++;
                mentionDays++;
            }
        }
        List<DayRhythm> candidates = new ArrayList<>();
        int weekdays = 0;
        for (int size = 1; size <= 7; size++) {
            int next = -1;
            for (int weekday = 0; weekday < 7; weekday++) {
                boolean free = (weekdays >> weekday & 1) == 0;
                if (free && (next < 0 || byWeekday[weekday] > byWeekday[next])) {
                    next = weekday;
                }
            }
            weekdays |= 1 << next;
            candidates.add(DayRhythm.weekly(weekdays));
        }
        for (int monthDay = 1; monthDay <= 31; monthDay++) {
            if (byMonthDay[monthDay] >= 2 && byMonthDay[monthDay] >= MIN_ON_MONTH_DAY * mentionDays) {
                candidates.add(DayRhythm.monthly(monthDay));
            }
        }
        return candidates;
    }

    static DayFit of(DayRhythm rhythm, LocalDays days, int[] said) {
        int occasions = 0;
        int mentionDays = 0;
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        int start = 0;
        int kept = 0;
        int missed = 0;
        int from = 0;
        int to = 0;
        int bestKept = 0;
        int bestMissed = 0;
        for (int day = 0; day < said.length; day++) {
            boolean mentioned = said[day] > 0;
            if (mentioned) {
                mentionDays++;
            }
            if (!rhythm.isOn(days, day)) {
                continue;
            }
            occasions++;
            if (sum <= 0) {
                sum = 0;
                start = day;
                kept = 0;
                missed = 0;
            }
            if (mentioned) {
                sum += KEPT_WEIGHT;
                kept++;
            } else {
                sum += MISSED_WEIGHT;
                missed++;
            }
            if (mentioned && sum > best) {
                best = sum;
                from = start;
                to = day;
                bestKept = kept;
                bestMissed = missed;
            }
        }
        int elsewhere = mentionDays - bestKept;
        double log = rhythm.logPrior()
                - Math.log(Math.max(1, occasions * (occasions + 1.0) / 2))
                + BetaBinomial.log(bestKept, bestMissed, KEPT)
                + BetaBinomial.log(elsewhere, said.length - bestKept - bestMissed - elsewhere, OTHERWISE);
        return new DayFit(rhythm, from, to, bestKept, bestMissed, log);
    }

    /**
     * The logarithm of the probability of the days by chance: at one rate over the whole window, or at one rate in a burst from the
     * first to the last mention.
     */
    static double logChance(int[] said) {
        int first = -1;
        int last = -1;
        int mentionDays = 0;
        for (int day = 0; day < said.length; day++) {
            if (said[day] > 0) {
                first = first < 0 ? day : first;
                last = day;
                mentionDays++;
            }
        }
        double throughout = BetaBinomial.log(mentionDays, said.length - mentionDays, NOW_AND_THEN);
        double burst = BetaBinomial.log(mentionDays, last - first + 1 - mentionDays, IN_A_BURST)
                - Math.log(said.length * (said.length + 1.0) / 2);
        return Math.log(0.5) + Math.max(throughout, burst);
    }
}
