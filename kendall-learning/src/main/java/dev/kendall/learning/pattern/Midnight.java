package dev.kendall.learning.pattern;

/**
 * To which day a habit around midnight belongs: "Fridays at ten to twelve at night" is often a Saturday by a few minutes.
 *
 * <p>Where the usual time is near midnight, what falls on the other side of it counts for the day of the usual time, when that explains
 * the days much better.
 */
final class Midnight {
    private static final int NEAR_MINUTES = 90;
    private static final double MARGIN = 3;

    private Midnight() {}

    /** The activity, with the days of its occurrences moved where that explains them better. */
    static Activity aligned(Activity activity, LocalDays calendar, TimesOfDay timesOfDay) {
        int usual = activity.times().minute();
        if (!activity.times().isUsual() || Occurrence.distance(usual, 0) > NEAR_MINUTES) {
            return activity;
        }
        boolean isEvening = usual >= Occurrence.MINUTES / 2;
        Activity moved = Activity.of(
                activity.phrasings().stream()
                        .map(phrasing -> phrasing.with(phrasing.occurrences().stream()
                                .map(occurrence -> moved(occurrence, isEvening))
                                .toList()))
                        .toList(),
                calendar,
                timesOfDay);
        return moved.logRoutine() > activity.logRoutine() + MARGIN ? moved : activity;
    }

    private static Occurrence moved(Occurrence occurrence, boolean toEvening) {
        boolean isEvening = occurrence.minute() >= Occurrence.MINUTES / 2;
        if (isEvening == toEvening || Occurrence.distance(occurrence.minute(), 0) > 2 * NEAR_MINUTES) {
            return occurrence;
        }
        int day = toEvening ? occurrence.day() - 1 : occurrence.day() + 1;
        return new Occurrence(occurrence.message(), occurrence.index(), day, occurrence.minute());
    }
}
