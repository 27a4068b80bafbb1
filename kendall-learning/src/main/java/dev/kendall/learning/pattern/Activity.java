package dev.kendall.learning.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Phrasings that are taken for one activity, and how well it is explained by chance and as a routine.
 *
 * @param occurrences of all phrasings, in order of time
 * @param days the best rhythm of its days
 * @param times the usual time of the occurrences that the rhythm explains
 * @param logRoutine the logarithm of the probability of its days and times as a routine
 * @param logChance the same by chance
 * @param logPhrases the logarithm of the probability of the phrasings' order
 */
record Activity(
        List<Phrasing> phrasings,
        List<Occurrence> occurrences,
        DayFit days,
        TimesOfDay.Fit times,
        double logRoutine,
        double logChance,
        double logPhrases) {
    /** How readily a new phrasing is used: a Chinese restaurant process with this concentration. */
    private static final double CONCENTRATION = 4;

    private static final Comparator<Occurrence> BY_TIME = Comparator.comparingInt(Occurrence::index);

    /** The activity of these phrasings. */
    static Activity of(List<Phrasing> phrasings, LocalDays calendar, TimesOfDay timesOfDay) {
        List<Occurrence> occurrences = new ArrayList<>();
        phrasings.forEach(phrasing -> occurrences.addAll(phrasing.occurrences()));
        occurrences.sort(BY_TIME);
        int[] said = new int[calendar.count()];
        occurrences.forEach(occurrence -> said[occurrence.day()]++);
        DayFit days = DayFit.best(calendar, said);
        List<Occurrence> explained = new ArrayList<>();
        double otherTimes = 0;
        for (Occurrence occurrence : occurrences) {
            if (days.explains(calendar, occurrence.day())) {
                explained.add(occurrence);
            } else {
                otherTimes += timesOfDay.logChance(occurrence);
            }
        }
        TimesOfDay.Fit times = timesOfDay.fit(explained);
        int mentionDays = 0;
        for (int count : said) {
            mentionDays += Math.min(1, count);
        }
        int repeated = occurrences.size() - mentionDays;
        double logRepeatedByChance = Math.max(DayFit.LOG_REPEATED, Math.log((double) mentionDays / said.length));
        return new Activity(
                List.copyOf(phrasings),
                List.copyOf(occurrences),
                days,
                times,
                days.logEvidence() + repeated * DayFit.LOG_REPEATED + times.logEvidence() + otherTimes,
                DayFit.logChance(said) + repeated * logRepeatedByChance + timesOfDay.logChance(occurrences),
                logPhrases(phrasings));
    }

    /** What falls on these days of it; empty when nothing does. */
    Optional<Activity> part(IntPredicate days, LocalDays calendar, TimesOfDay timesOfDay) {
        List<Phrasing> parts = new ArrayList<>();
        for (Phrasing phrasing : phrasings) {
            List<Occurrence> on = phrasing.occurrences().stream()
                    .filter(occurrence -> days.test(occurrence.day()))
                    .toList();
            if (!on.isEmpty()) {
                parts.add(phrasing.with(on));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(of(parts, calendar, timesOfDay));
    }

    private static double logPhrases(List<Phrasing> phrasings) {
        double log = 0;
        int count = 0;
        for (Phrasing phrasing : phrasings) {
            int times = phrasing.occurrences().size();
            log += Math.log(CONCENTRATION) + BetaBinomial.logFactorial(times - 1);
            count += times;
        }
        for (int i = 0; i < count; i++) {
            log -= Math.log(CONCENTRATION + i);
        }
        return log;
    }

    /** The logarithm of the probability of all that is known of it, by the better explanation. */
    double logEvidence() {
        return Math.max(logRoutine, logChance) + logPhrases;
    }

    /** The logarithm of the Bayes factor of a routine over chance. */
    double logFactor() {
        return logRoutine - logChance;
    }
}
