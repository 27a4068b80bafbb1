package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import dev.kendall.json.DomainJson;
import dev.kendall.user.UserId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Verification} found: of all users, or of those up to {@code through} when it has not come to its end. It has no value of any
 * field unless that was asked for. Immutable.
 *
 * @param kinds what was compared
 * @param through the last user who was compared, or null before the first
 * @param complete whether all users were
 * @param ranges counts and digests of each range of users that has rows, by kind and range
 * @param fields in how many rows each field differs, such as "message.text"
 * @param differences the rows that differ, by user, kind and id; not more than were asked for, while {@link #differing} counts all
 * @param danglingCounts how many references dangle, such as "left message.thread"
 * @param dangling the first of them, not more than were asked for
 */
public record VerificationReport(
        Set<EntityKind> kinds,
        @Nullable UserId through,
        boolean complete,
        List<RangeSummary> ranges,
        Map<String, Long> fields,
        List<Difference> differences,
        Map<String, Long> danglingCounts,
        List<DanglingReference> dangling) {
    /** Copies the collections. */
    public VerificationReport {
        kinds = Set.copyOf(kinds);
        ranges = List.copyOf(ranges);
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        differences = List.copyOf(differences);
        danglingCounts = Collections.unmodifiableMap(new TreeMap<>(danglingCounts));
        dangling = List.copyOf(dangling);
    }

    /**
     * Whether all users were compared and both sides are the same. References that dangle on both sides alike are no difference: what somebody
     * named and somebody else deleted stays named.
     */
    public boolean isEqual() {
        return complete && differing() == 0 && ranges.stream().allMatch(RangeSummary::isEqual);
    }

    /** How many rows differ. */
    public long differing() {
        return ranges.stream()
                .mapToLong(range -> range.missing() + range.extra() + range.changed())
                .sum();
    }

    /** How many rows were read, on both sides together. */
    public long rows() {
        return ranges.stream().mapToLong(range -> range.left() + range.right()).sum();
    }

    /** Each kind that was compared, in the order of the kinds. */
    public Map<EntityKind, KindSummary> byKind() {
        Map<EntityKind, KindSummary> result = new EnumMap<>(EntityKind.class);
        kinds.forEach(kind -> result.put(kind, KindSummary.none(kind)));
        ranges.forEach(range -> result.computeIfPresent(range.kind(), (kind, sum) -> sum.plus(range)));
        return result;
    }

    /** The report on one line, to be kept and to be gone on from. */
    public String toJson() {
        return DomainJson.write(this);
    }

    /**
     * The report that {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static VerificationReport fromJson(String json) {
        return DomainJson.read(json, VerificationReport.class);
    }

    /** One sentence with the counts. */
    @Override
    public String toString() {
        String counts = byKind().values().stream()
                .map(kind -> kind.kind() + " " + kind.left() + "/" + kind.right())
                .collect(Collectors.joining(", "));
        String differing = differing() == 1 ? "1 row differs" : differing() + " rows differ";
        return (isEqual() ? "equal" : complete ? differing : "not complete") + " (" + counts + ")";
    }
}
