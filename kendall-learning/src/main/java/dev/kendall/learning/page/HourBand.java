package dev.kendall.learning.page;

import java.util.Optional;
import java.util.Set;

/**
 * Hours of the day one after the other, which may go on over midnight.
 *
 * @param from the first hour, 0 to 23
 * @param length how many, 1 to 24
 */
record HourBand(int from, int length) {
    /** The shortest band that has all these hours; the earliest of several. Empty without hours. */
    static Optional<HourBand> around(Set<Integer> hours) {
        HourBand shortest = null;
        for (int from = 0; from < WeekActivity.HOURS; from++) {
            int length = 0;
            for (int hour : hours) {
                length = Math.max(length, Math.floorMod(hour - from, WeekActivity.HOURS) + 1);
            }
            if (length > 0 && (shortest == null || length < shortest.length())) {
                shortest = new HourBand(from, length);
            }
        }
        return Optional.ofNullable(shortest);
    }
}
