package dev.kendall.migration;

/**
 * What reading a source has cost.
 *
 * @param requests how many requests were sent
 * @param refused how many of them were told to come again later, because there were too many
 */
public record SourceTraffic(long requests, long refused) {
    /** Nothing, or not known. */
    public static final SourceTraffic NONE = new SourceTraffic(0, 0);

    SourceTraffic plus(SourceTraffic other) {
        return new SourceTraffic(requests + other.requests, refused + other.refused);
    }

    SourceTraffic minus(SourceTraffic other) {
        return new SourceTraffic(requests - other.requests, refused - other.refused);
    }
}
