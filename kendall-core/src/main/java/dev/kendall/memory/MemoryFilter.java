package dev.kendall.memory;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's memories count. Every condition given must hold; an empty set or null is no condition.
 *
 * @param state which of them by their state
 * @param recallableAt only memories that hold and have not expired at this time
 * @param types only memories of these types
 * @param notTypes no memory of these types
 * @param keys only memories of these keys, compared exactly; at most 1,000
 * @param importances only memories of these
 * @param from only memories recorded at or after this time
 * @param to only memories recorded before this time
 */
public record MemoryFilter(
        State state,
        @Nullable Instant recallableAt,
        Set<MemoryType> types,
        Set<MemoryType> notTypes,
        Set<String> keys,
        Set<Importance> importances,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** Which memories by their state. */
    public enum State {
        /** Those that count: neither superseded nor retracted. */
        CURRENT,
        /** Those that no longer count. */
        CLOSED,
        /** All. */
        ANY
    }

    /** Checks the fields and copies the sets. */
    public MemoryFilter {
        recallableAt = Checks.timeOrNull("recallable at", recallableAt);
        types = Set.copyOf(types);
        notTypes = Set.copyOf(notTypes);
        keys = Set.copyOf(keys);
        Checks.range("number of keys", keys.size(), 0, 1_000);
        keys.forEach(key -> Checks.filled("memory key", key, 200));
        importances = importances.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(importances));
        from = Checks.timeOrNull("from", from);
        to = Checks.timeOrNull("to", to);
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("from is " + from + ", after to, which is " + to);
        }
    }

    /** Every memory there ever was. */
    public static MemoryFilter all() {
        return new MemoryFilter(State.ANY, null, Set.of(), Set.of(), Set.of(), Set.of(), null, null);
    }

    /** The memories that count, expired or not. */
    public static MemoryFilter current() {
        return new MemoryFilter(State.CURRENT, null, Set.of(), Set.of(), Set.of(), Set.of(), null, null);
    }

    /** The memories that count, hold in the world and have not expired at {@code time}: what an assistant should recall. */
    public static MemoryFilter recallable(Instant time) {
        return new MemoryFilter(State.CURRENT, time, Set.of(), Set.of(), Set.of(), Set.of(), null, null);
    }

    /** The memories that no longer count. */
    public static MemoryFilter closed() {
        return new MemoryFilter(State.CLOSED, null, Set.of(), Set.of(), Set.of(), Set.of(), null, null);
    }

    /** Also: of these types. */
    public MemoryFilter of(MemoryType... types) {
        return new MemoryFilter(
                state, recallableAt, Set.copyOf(Arrays.asList(types)), notTypes, keys, importances, from, to);
    }

    /** Also: of none of these types. */
    public MemoryFilter notOf(MemoryType... types) {
        return new MemoryFilter(
                state, recallableAt, this.types, Set.copyOf(Arrays.asList(types)), keys, importances, from, to);
    }

    /** Also: of these keys. */
    public MemoryFilter withKeys(String... keys) {
        return new MemoryFilter(
                state, recallableAt, types, notTypes, Set.copyOf(Arrays.asList(keys)), importances, from, to);
    }

    /** Also: of these importances. */
    public MemoryFilter of(Importance... importances) {
        return new MemoryFilter(
                state, recallableAt, types, notTypes, keys, Set.copyOf(Arrays.asList(importances)), from, to);
    }

    /** Also: recorded at or after {@code from}, and before {@code to}; null is no bound. */
    public MemoryFilter recordedBetween(@Nullable Instant from, @Nullable Instant to) {
        return new MemoryFilter(state, recallableAt, types, notTypes, keys, importances, from, to);
    }

    /** Whether {@code memory} fulfils every condition. */
    public boolean matches(Memory memory) {
        return (state == State.ANY || (state == State.CURRENT) == memory.isCurrent())
                && (recallableAt == null || memory.isRecallable(recallableAt))
                && (types.isEmpty() || types.contains(memory.type()))
                && !notTypes.contains(memory.type())
                && (keys.isEmpty() || keys.contains(memory.key()))
                && (importances.isEmpty() || importances.contains(memory.importance()))
                && (from == null || !memory.recordedAt().isBefore(from))
                && (to == null || memory.recordedAt().isBefore(to));
    }
}
