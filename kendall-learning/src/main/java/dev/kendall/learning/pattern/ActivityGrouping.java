package dev.kendall.learning.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Groups phrasings into activities: "Back from my run" and "Jog done" are the same when they are alike in words or meaning, or when their
 * times are better explained by one routine than by two.
 *
 * <p>Agglomerative clustering with a Bayesian score (Heller and Ghahramani, Bayesian Hierarchical Clustering, ICML 2005, with the
 * maximum in place of the sum over trees): two groups are joined when the probability of their days and times as one activity, times the
 * odds that their texts speak of the same, is higher than the product of their own. Two phrasings of one daily habit hardly ever fall on
 * the same day, two habits do: so the times tell apart what words cannot. The pair with the highest gain is joined first, until none
 * gains.
 */
final class ActivityGrouping {
    private static final int NEAR_MINUTES = 240;

    private final List<Phrasing> phrasings;
    private final LocalDays calendar;
    private final TimesOfDay timesOfDay;
    private final double[][] odds;

    ActivityGrouping(List<Phrasing> phrasings, LocalDays calendar, TimesOfDay timesOfDay) {
        this.phrasings = phrasings;
        this.calendar = calendar;
        this.timesOfDay = timesOfDay;
        Likeness likeness = new Likeness(phrasings);
        int count = phrasings.size();
        odds = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                odds[i][j] = likeness.logOdds(phrasings.get(i), phrasings.get(j));
                odds[j][i] = odds[i][j];
            }
        }
    }

    /** A group while groups are still joined. */
    private record Group(List<Integer> members, Activity activity) {}

    /** The activities, in the order of their first phrasings. */
    List<Activity> activities() {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < phrasings.size(); i++) {
            groups.add(group(List.of(i)));
        }
        int count = groups.size();
        double[][] gains = new double[count][count];
        for (int i = 0; i < count; i++) {
            checkInterrupt();
            for (int j = 0; j < i; j++) {
                gains[i][j] = gain(groups.get(i), groups.get(j));
            }
        }
        boolean[] gone = new boolean[count];
        while (true) {
            checkInterrupt();
            int left = -1;
            int right = -1;
            double best = 0;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i && !gone[i]; j++) {
                    if (!gone[j] && gains[i][j] > best) {
                        best = gains[i][j];
                        left = j;
                        right = i;
                    }
                }
            }
            if (left < 0) {
                break;
            }
            groups.set(left, union(groups.get(left), groups.get(right)));
            gone[right] = true;
            for (int other = 0; other < count; other++) {
                if (other != left && !gone[other]) {
                    gains[Math.max(left, other)][Math.min(left, other)] = gain(groups.get(left), groups.get(other));
                }
            }
        }
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!gone[i]) {
                activities.add(groups.get(i).activity);
            }
        }
        return activities;
    }

    /** Whoever waits has given up. */
    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the grouping of messages was interrupted");
        }
    }

    private Group group(List<Integer> members) {
        return new Group(
                members, Activity.of(members.stream().map(phrasings::get).toList(), calendar, timesOfDay));
    }

    private Group union(Group left, Group right) {
        List<Integer> members = new ArrayList<>(left.members);
        members.addAll(right.members);
        return group(members);
    }

    /** What joining the two would add to the logarithm of the probability of everything. */
    private double gain(Group left, Group right) {
        double odds = odds(left, right);
        if (odds < 0
                && !mayShareTimes(left.activity, right.activity)
                && !mayShareTimes(right.activity, left.activity)) {
            return Double.NEGATIVE_INFINITY;
        }
        return union(left, right).activity.logEvidence()
                - left.activity.logEvidence()
                - right.activity.logEvidence()
                + odds;
    }

    /** Whether half of the messages of {@code other} fall near the usual time of {@code usual}: a cheap look before the sums are done. */
    private static boolean mayShareTimes(Activity usual, Activity other) {
        TimesOfDay.Fit times = usual.times();
        if (!times.isUsual()) {
            return false;
        }
        int near = 0;
        for (Occurrence occurrence : other.occurrences()) {
            int minute = occurrence.minute();
            boolean isNear = Occurrence.distance(minute, times.minute()) <= NEAR_MINUTES
                    || Occurrence.distance(minute, times.formerMinute()) <= NEAR_MINUTES;
            near += isNear ? 1 : 0;
        }
        return 2 * near >= other.occurrences().size();
    }

    /** Between the mean and the highest of the pairs' odds: one near paraphrase is enough, if the others are not far. */
    private double odds(Group left, Group right) {
        double sum = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i : left.members) {
            for (int j : right.members) {
                sum += odds[i][j];
                highest = Math.max(highest, odds[i][j]);
            }
        }
        return (highest + sum / (left.members.size() * right.members.size())) / 2;
    }
}
