package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import dev.kendall.internal.Checks;
import java.util.Objects;

/**
 * What the rows of one kind of a part of the users amount to on both sides.
 *
 * @param range which part: the first byte of SHA-256 of the user's id, 0 to 255
 * @param left how many rows there are on the left
 * @param right how many on the right
 * @param leftDigest of the rows on the left
 * @param rightDigest of those on the right
 * @param missing how many are only on the left
 * @param extra how many are only on the right
 * @param changed how many are on both, and not the same
 */
public record RangeSummary(
        EntityKind kind,
        int range,
        long left,
        long right,
        Digest leftDigest,
        Digest rightDigest,
        long missing,
        long extra,
        long changed) {
    /** The number of ranges. */
    public static final int RANGES = 256;

    /** Checks the fields. */
    public RangeSummary {
        Objects.requireNonNull(kind, "kind");
        Checks.range("range", range, 0, RANGES - 1);
        Objects.requireNonNull(leftDigest, "leftDigest");
        Objects.requireNonNull(rightDigest, "rightDigest");
    }

    /** Whether both sides are the same. */
    public boolean isEqual() {
        return left == right && leftDigest.equals(rightDigest);
    }
}
