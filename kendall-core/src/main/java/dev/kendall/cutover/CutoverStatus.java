package dev.kendall.cutover;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a cutover stands.
 *
 * @param backfill how far the latest backfill is, or null before the first
 * @param verified the latest comparison of both sides as a whole, or null before the first
 * @param tombstones how many
 * @param counters everything that was counted since the stages last changed, by name
 * @param gates those of the next stage for everyone; empty behind the last stage
 */
public record CutoverStatus(
        CutoverPlan plan,
        DebtStatus debts,
        @Nullable BackfillProgress backfill,
        @Nullable Verified verified,
        long tombstones,
        SortedMap<String, Long> counters,
        List<Mismatch> mismatches,
        List<Gate> gates) {
    /** Copies the collections. */
    public CutoverStatus {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(debts, "debts");
        counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
        mismatches = List.copyOf(mismatches);
        gates = List.copyOf(gates);
    }

    private long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** How old the oldest debt is; zero when there are none. */
    public Duration oldestDebt() {
        return debts.oldest() == null ? Duration.ZERO : Duration.between(debts.oldest(), debts.now());
    }

    /** How many reads were compared. */
    public long compared() {
        return counter(Counters.COMPARED);
    }

    /** How many of them differed. */
    public long mismatched() {
        return counter(Counters.MISMATCHED);
    }

    /** The share of them that differed, 0 to 1; 0 when none were compared. */
    public double mismatchRate() {
        return compared() == 0 ? 0 : (double) mismatched() / compared();
    }

    /** How many reads were not compared because others stood in line. */
    public long dropped() {
        return counter(Counters.DROPPED);
    }

    /** How many reads could not be compared because the other side failed or was too slow. */
    public long failedComparisons() {
        return counter(Counters.FAILED);
    }

    /** How often each field differed, by kind and field: "CONTACT.tags". */
    public SortedMap<String, Long> mismatchesByField() {
        SortedMap<String, Long> fields = new TreeMap<>();
        for (Map.Entry<String, Long> each : counters.entrySet()) {
            if (each.getKey().startsWith(Counters.FIELD)) {
                fields.put(each.getKey().substring(Counters.FIELD.length()), each.getValue());
            }
        }
        return fields;
    }

    /** Reads for callers on one side. */
    public LatencyStatus reads(Side side) {
        return LatencyStatus.of(side, Counters.Work.READ.name(), counters);
    }

    /** Writes for callers, and transactions, on one side. */
    public LatencyStatus writes(Side side) {
        return LatencyStatus.of(side, Counters.Work.WRITE.name(), counters);
    }

    /** Reads for comparisons on one side. */
    public LatencyStatus shadowReads(Side side) {
        return LatencyStatus.of(side, Counters.Work.SHADOW.name(), counters);
    }
}
