package dev.kendall.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What may be read at any moment, when writes overlap, fail, and end nobody knows how. A register holds one value at a time; absence is a value. Every
 * write writes a value of its own.
 *
 * <p>A value may be read when its write had begun, did not surely fail, and no acknowledged write came wholly after it and before the reading. That is the
 * rule of a register that many write at once (Herlihy and Wing's, per register), with one relaxation: what nobody acknowledged may have happened or not.
 */
final class Registers {
    static final String ABSENT = "absent";

    private final Map<String, List<Write>> registers = new HashMap<>();
    private final List<Clearing> clearings = new ArrayList<>();
    private long time;

    enum End {
        OPEN,
        DONE,
        UNKNOWN,
        FAILED
    }

    static final class Write {
        private final String value;
        private final long begun;
        private long ended = Long.MAX_VALUE;
        private End end = End.OPEN;

        private Write(String value, long begun) {
            this.value = value;
            this.begun = begun;
        }

        @Override
        public String toString() {
            return value + "[" + begun + ".." + (ended == Long.MAX_VALUE ? "" : ended) + " " + end + "]";
        }
    }

    long now() {
        return ++time;
    }

    Write begin(String register, String value) {
        Write write = new Write(value, now());
        registers.computeIfAbsent(register, this::created).add(write);
        return write;
    }

    private List<Write> created(String register) {
        List<Write> writes = new ArrayList<>();
        Write initial = new Write(ABSENT, 0);
        initial.ended = 0;
        initial.end = End.DONE;
        writes.add(initial);
        clearings.stream()
                .filter(clearing -> clearing.prefixes.stream().anyMatch(register::startsWith))
                .forEach(clearing -> writes.add(clearing.write));
        return writes;
    }

    /** Empties every register with one of these prefixes, those with it that come up meanwhile. */
    Write beginClearing(List<String> prefixes) {
        Write write = new Write(ABSENT, now());
        registers.forEach((register, writes) -> {
            if (prefixes.stream().anyMatch(register::startsWith)) {
                writes.add(write);
            }
        });
        clearings.add(new Clearing(prefixes, write));
        return write;
    }

    private record Clearing(List<String> prefixes, Write write) {}

    void end(Write write, End how) {
        write.ended = now();
        write.end = how;
        clearings.removeIf(clearing -> clearing.write == write);
    }

    List<String> names(String prefix) {
        return registers.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** Why the value may not be read, or nothing. */
    Optional<String> objection(String register, String value, long readFrom) {
        List<Write> writes = registers.getOrDefault(register, List.of());
        if (writes.isEmpty()) {
            return value.equals(ABSENT)
                    ? Optional.empty()
                    : Optional.of(register + " was never written, but reads " + value);
        }
        boolean legal = writes.stream()
                .filter(write -> write.value.equals(value) && write.end != End.FAILED)
                .anyMatch(write -> writes.stream()
                        .noneMatch(
                                later -> later.end == End.DONE && later.begun > write.ended && later.ended < readFrom));
        return legal
                ? Optional.empty()
                : Optional.of(register + " reads " + value + " at " + readFrom + ", after "
                        + writes.stream().map(Write::toString).collect(Collectors.joining(", ")));
    }
}
