package dev.kendall.cutover;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What all nodes have counted and found since the stages last changed. Thread-safe. */
public interface Observations {
    /** The most mismatches that are kept. */
    int MAX_MISMATCHES = 1_000;

    /**
     * Adds to counters. (CUT-15)
     *
     * @param deltas by name, 1 to 100 characters
     */
    void add(Map<String, Long> deltas);

    /** All counters by name. (CUT-15) */
    SortedMap<String, Long> counters();

    /** Keeps mismatches; the oldest go where there are more than {@value #MAX_MISMATCHES}. (CUT-15) */
    void report(List<Mismatch> mismatches);

    /**
     * The latest mismatches, latest first. (CUT-15)
     *
     * @param limit 1 to {@value #MAX_MISMATCHES}
     */
    List<Mismatch> listMismatches(int limit);

    /** Begins anew: every counter at 0, no mismatches. (CUT-15) */
    void clear();
}
