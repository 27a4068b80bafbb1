package dev.kendall.examples.habits;

import dev.kendall.chat.MessageId;
import dev.kendall.learning.pattern.Finding;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many of the planted habits were found. A finding is one of them when the messages of both overlap by a Jaccard index of at least
 * one half; each habit counts once, and every other finding is a false alarm.
 *
 * @param users how many users were looked at
 * @param planted how many habits they have
 * @param told how many were told
 * @param found how many of the planted ones were
 * @param days of those found, how many with exactly their days of the week
 * @param time how many with a time within 45 minutes of the habit's last
 * @param stop how many rightly as going on or as stopped
 */
record HabitScore(int users, int planted, int told, int found, int days, int time, int stop) {
    static final HabitScore NONE = new HabitScore(0, 0, 0, 0, 0, 0, 0);

    private static final double OVERLAP = 0.5;
    private static final int MINUTES = 45;
    private static final int DAY = 1_440;

    static HabitScore of(PlantedUser user, List<Finding> findings) {
        HabitScore score = new HabitScore(1, user.habits().size(), findings.size(), 0, 0, 0, 0);
        Set<PlantedHabit> left = new HashSet<>(user.habits());
        for (Finding finding : findings) {
            Set<MessageId> evidence = Set.copyOf(finding.pattern().evidence());
            PlantedHabit nearest = null;
            double best = 0;
            for (PlantedHabit habit : user.habits()) {
                double overlap = left.contains(habit) ? jaccard(evidence, habit.messages()) : 0;
                if (overlap > best) {
                    best = overlap;
                    nearest = habit;
                }
            }
            if (nearest != null && best >= OVERLAP) {
                left.remove(nearest);
                score = score.plus(match(nearest, finding));
            }
        }
        return score;
    }

    private static double jaccard(Set<MessageId> left, Set<MessageId> right) {
        Set<MessageId> both = new HashSet<>(left);
        both.retainAll(right);
        return (double) both.size() / Math.max(1, left.size() + right.size() - both.size());
    }

    private static HabitScore match(PlantedHabit habit, Finding finding) {
        Schedule schedule = finding.pattern().schedule();
        boolean hasDays = habit.monthly() || schedule != null && days(schedule).equals(habit.days());
        boolean hasTime = false;
        if (schedule != null && schedule.time() != null) {
            int apart = Math.abs(schedule.time().toSecondOfDay() / 60 - habit.minute());
            hasTime = Math.min(apart, DAY - apart) <= MINUTES;
        }
        boolean hasStop = habit.stopped() == (finding.status() == PatternStatus.RETIRED);
        return new HabitScore(0, 0, 0, 1, hasDays ? 1 : 0, hasTime ? 1 : 0, hasStop ? 1 : 0);
    }

    static Set<DayOfWeek> days(Schedule schedule) {
        return schedule.frequency() == Schedule.Frequency.DAILY ? EnumSet.allOf(DayOfWeek.class) : schedule.days();
    }

    HabitScore plus(HabitScore other) {
        return new HabitScore(
                users + other.users,
                planted + other.planted,
                told + other.told,
                found + other.found,
                days + other.days,
                time + other.time,
                stop + other.stop);
    }

    double precision() {
        return told == 0 ? 1 : (double) found / told;
    }

    double recall() {
        return planted == 0 ? 1 : (double) found / planted;
    }

    double falseAlarmsPerUser() {
        return (told - found) / (double) Math.max(1, users);
    }
}
