package dev.kendall.job;

import java.time.Duration;

/**
 * Lets a job wait until nobody has asked for it for a while.
 *
 * @param quiet how long nobody may have asked, 1 millisecond to 365 days
 * @param latest how long after the first request it is due at the latest, however often it is asked for; at least {@code quiet}, at most 365 days
 */
public record Debounce(Duration quiet, Duration latest) {
    /** Checks the fields. */
    public Debounce {
        JobLimits.duration("quiet time", quiet, Duration.ofMillis(1), JobLimits.LONGEST);
        JobLimits.duration("latest time", latest, quiet, JobLimits.LONGEST);
    }

    /** Due once nobody has asked for {@code quiet}, at the latest ten times that after the first request. */
    public static Debounce of(Duration quiet) {
        Duration tenfold = quiet.multipliedBy(10);
        return new Debounce(quiet, tenfold.compareTo(JobLimits.LONGEST) > 0 ? JobLimits.LONGEST : tenfold);
    }
}
