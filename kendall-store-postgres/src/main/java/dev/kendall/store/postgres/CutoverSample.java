package dev.kendall.store.postgres;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a cutover stood at a time.
 *
 * @param at when, by the clock of the store
 * @param epoch the plan then
 * @param toNew debts of the new side
 * @param toOld debts of the old side
 * @param dead how many of them were given up
 * @param oldest since when the oldest of them was owed, or null when there were none
 * @param counters what all nodes had counted by then, since the stages had last changed
 */
public record CutoverSample(
        Instant at,
        long epoch,
        long toNew,
        long toOld,
        long dead,
        @Nullable Instant oldest,
        SortedMap<String, Long> counters) {
    /** Copies the counters. */
    public CutoverSample {
        Objects.requireNonNull(at, "at");
        counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    }

    /** The debts of both sides. */
    public long debts() {
        return toNew + toOld;
    }
}
