package dev.kendall.verification;

import dev.kendall.entity.EntityKind;

/**
 * What all rows of one kind amount to on both sides; the fields are those of {@link RangeSummary}.
 *
 * @param differingRanges how many ranges of users differ
 */
public record KindSummary(
        EntityKind kind,
        long left,
        long right,
        Digest leftDigest,
        Digest rightDigest,
        long missing,
        long extra,
        long changed,
        int differingRanges) {
    static KindSummary none(EntityKind kind) {
        return new KindSummary(kind, 0, 0, Digest.NONE, Digest.NONE, 0, 0, 0, 0);
    }

    KindSummary plus(RangeSummary range) {
        return new KindSummary(
                kind,
                left + range.left(),
                right + range.right(),
                leftDigest.plus(range.leftDigest()),
                rightDigest.plus(range.rightDigest()),
                missing + range.missing(),
                extra + range.extra(),
                changed + range.changed(),
                differingRanges + (range.isEqual() ? 0 : 1));
    }

    /** Whether both sides are the same. */
    public boolean isEqual() {
        return left == right && leftDigest.equals(rightDigest);
    }
}
