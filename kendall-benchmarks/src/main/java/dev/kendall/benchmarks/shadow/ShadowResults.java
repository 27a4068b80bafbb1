package dev.kendall.benchmarks.shadow;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Run;
import dev.kendall.benchmarks.report.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param server what PostgreSQL it was
 * @param method how long what was measured
 * @param calls what was measured of each call over each old side
 */
record ShadowResults(String started, Environment environment, String server, String method, List<Measured> calls)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "shadow-reads";

    /** How many times as long as without shadow reads a read may take. */
    private static final double DEAREST = 1.02;
    /** The same of a call over a dead old side, against a living one: nothing, but for what commits to a disk differ by. */
    private static final double DEAREST_DEAD = 1.05;

    ShadowResults {
        calls = List.copyOf(calls);
    }

    /**
     * One call, in several ways beside each other.
     *
     * @param call of the storage
     * @param old what the old side is, where it lives
     * @param times by way
     * @param comparisons of the ways that compare
     */
    record Measured(String call, String old, Map<String, Times> times, Map<String, Comparisons> comparisons) {
        Measured {
            times = new LinkedHashMap<>(times);
            comparisons = new LinkedHashMap<>(comparisons);
        }

        /** What a way is measured by: a dead side by the living one, shadow reads by none. */
        String baseline(String way) {
            return way.startsWith(OldSide.DEAD) || !times.containsKey(OldSide.OFF) ? OldSide.LIVING : OldSide.OFF;
        }

        Ratio ratio(String way) {
            return times.get(way).to(times.get(baseline(way)));
        }
    }

    /** What became of the reads that were to be compared. */
    record Comparisons(long compared, long differed, long dropped, long failed) {}

    /** How many times as long as what it is measured by a way may take. */
    static double most(String way) {
        return way.startsWith(OldSide.DEAD) ? DEAREST_DEAD : DEAREST;
    }

    /** What is not as it should be, in words; empty when all is. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Measured measured : calls) {
            for (String way : measured.times().keySet()) {
                double ratio = measured.ratio(way).median();
                double most = most(way);
                if (ratio > most) {
                    missed.add(measured.call() + " takes " + Numbers.significant(ratio, 4) + " times as long with "
                            + way + " as with " + measured.baseline(way) + ", above " + most + " (old side: "
                            + measured.old() + ")");
                }
            }
            measured.comparisons().forEach((way, comparisons) -> {
                if (comparisons.differed() > 0) {
                    missed.add(comparisons.differed() + " comparisons of " + measured.call() + " found a difference ("
                            + way + ", old side: " + measured.old() + ")");
                }
            });
        }
        return missed;
    }
}
