package dev.kendall.learning.pattern;

import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How sure a pattern was at earlier moments, as {@link PatternHistory} finds it.
 *
 * @param pattern as stored
 * @param points in order of time; none for a moment at which it was not found
 */
public record PatternCourse(Pattern pattern, List<Point> points) {
    /**
     * What was found at a moment, in what had been said until then.
     *
     * @param confidence 0 to 1
     * @param status {@link PatternStatus#ACTIVE} while it held, {@link PatternStatus#RETIRED} when it had stopped
     */
    public record Point(Instant at, double confidence, PatternStatus status) {
        /** Checks the fields. */
        public Point {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(status, "status");
        }
    }

    /** Checks the pattern and copies the points. */
    public PatternCourse {
        Objects.requireNonNull(pattern, "pattern");
        points = List.copyOf(points);
    }

    /** What was found at exactly this moment; empty when it was not found. */
    public Optional<Point> at(Instant moment) {
        return points.stream().filter(point -> point.at().equals(moment)).findFirst();
    }
}
