package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a verification has found so far. */
final class Tally {
    private record Part(EntityKind kind, int range) {}

    private final Verification verification;
    private final Map<Part, RangeSummary> ranges = new HashMap<>();
    private final Map<String, Long> fields = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Long> danglingCounts = new HashMap<>();
    private final List<DanglingReference> dangling = new ArrayList<>();
    private long rows;

    Tally(Verification verification) {
        this.verification = verification;
    }

    Tally(Verification verification, VerificationReport report) {
        this(verification);
        report.ranges().forEach(range -> ranges.put(new Part(range.kind(), range.range()), range));
        fields.putAll(report.fields());
        differences.addAll(report.differences());
        danglingCounts.putAll(report.danglingCounts());
        dangling.addAll(report.dangling());
        rows = report.rows();
    }

    /** How many rows were counted, on both sides together. */
    long rows() {
        return rows;
    }

    static int range(UserId user) {
        return CanonicalRow.sha256().digest(user.value().getBytes(StandardCharsets.UTF_8))[0] & 0xFF;
    }

    /**
     * Counts a row.
     *
     * @param difference null when the two are the same
     */
    void count(EntityKind kind, int range, Sides sides, @Nullable Difference difference) {
        Difference.What what = difference == null ? null : difference.what();
        ranges.merge(
                new Part(kind, range),
                new RangeSummary(
                        kind,
                        range,
                        sides.left() == null ? 0 : 1,
                        sides.right() == null ? 0 : 1,
                        digest(sides.left()),
                        digest(sides.right()),
                        what == Difference.What.MISSING ? 1 : 0,
                        what == Difference.What.EXTRA ? 1 : 0,
                        what == Difference.What.CHANGED ? 1 : 0),
                Tally::sum);
        rows += (sides.left() == null ? 0 : 1) + (sides.right() == null ? 0 : 1);
        if (difference != null) {
            difference.fields().forEach(field -> fields.merge(Comparison.name(kind, component(field)), 1L, Long::sum));
            if (differences.size() < verification.maxDifferences()) {
                differences.add(difference);
            }
        }
    }

    /** The two forms of a row; null where a side has none. */
    record Sides(@Nullable CanonicalRow left, @Nullable CanonicalRow right) {}

    private static Digest digest(@Nullable CanonicalRow row) {
        return row == null ? Digest.NONE : row.digest();
    }

    private static String component(FieldDifference field) {
        int dot = field.field().indexOf('.');
        return dot < 0 ? field.field() : field.field().substring(0, dot);
    }

    private static RangeSummary sum(RangeSummary a, RangeSummary b) {
        return new RangeSummary(
                a.kind(),
                a.range(),
                a.left() + b.left(),
                a.right() + b.right(),
                a.leftDigest().plus(b.leftDigest()),
                a.rightDigest().plus(b.rightDigest()),
                a.missing() + b.missing(),
                a.extra() + b.extra(),
                a.changed() + b.changed());
    }

    void dangles(DanglingReference reference) {
        String name = reference.side().name().toLowerCase(Locale.ROOT) + " "
                + Comparison.name(reference.row().kind(), reference.field());
        danglingCounts.merge(name, 1L, Long::sum);
        if (dangling.size() < verification.maxDifferences()) {
            dangling.add(reference);
        }
    }

    VerificationReport report(@Nullable UserId through, boolean complete) {
        return new VerificationReport(
                verification.kinds(),
                through,
                complete,
                ranges.values().stream()
                        .sorted(Comparator.comparing(RangeSummary::kind).thenComparing(RangeSummary::range))
                        .toList(),
                fields,
                withOtherOwners(),
                danglingCounts,
                dangling);
    }

    private record Id(EntityKind kind, String id) {}

    /** A row that is missing here and extra there changed hands. Ids of threads are the host's own, and each user may have the same. */
    private List<Difference> withOtherOwners() {
        Map<Id, UserId> missing = new LinkedHashMap<>();
        Map<Id, UserId> extra = new LinkedHashMap<>();
        for (Difference difference : differences) {
            Id id = new Id(difference.row().kind(), difference.row().id());
            if (id.kind() != EntityKind.USER && id.kind() != EntityKind.THREAD) {
                switch (difference.what()) {
                    case MISSING -> missing.put(id, difference.row().user());
                    case EXTRA -> extra.put(id, difference.row().user());
                    case CHANGED -> {}
                }
            }
        }
        return differences.stream()
                .map(difference -> {
                    Id id = new Id(difference.row().kind(), difference.row().id());
                    UserId other = switch (difference.what()) {
                        case MISSING -> extra.get(id);
                        case EXTRA -> missing.get(id);
                        case CHANGED -> null;
                    };
                    return Objects.equals(other, difference.otherOwner())
                            ? difference
                            : new Difference(difference.row(), difference.what(), difference.fields(), other);
                })
                .toList();
    }
}
