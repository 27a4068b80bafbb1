package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Server processes by their number, and never one that is not ours. */
final class Processes {
    private Processes() {}

    /**
     * The process whose number is the first line of {@code pidFile}, when it runs and its command line names {@code folder}: a number
     * in a file that was left behind may meanwhile be somebody else's.
     */
    static Optional<ProcessHandle> find(Path pidFile, Path folder) {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(Processes::isAlive)
                    .filter(process -> process.info()
                            .commandLine()
                            .filter(command -> command.contains(folder.toString()))
                            .isPresent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it runs. One that ended and was not waited for by its parent does not. */
    static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        try {
            String line = Files.readString(stat);
            int state = line.lastIndexOf(')') + 2;
            return state >= line.length() || line.charAt(state) != 'Z';
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    /** Kills the process and what it started, at once, and waits for their end. */
    static void killTree(ProcessHandle process) throws Unavailable {
        List<ProcessHandle> all = new ArrayList<>(List.of(process));
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            all.addAll(descendants.toList());
        }
        // The first first, so that it sees no child die and starts no other.
        all.forEach(ProcessHandle::destroyForcibly);
        if (!await(Duration.ofSeconds(30), () -> all.stream().noneMatch(Processes::isAlive))) {
            throw new Unavailable("process " + process.pid() + " does not end");
        }
    }

    /** Waits until it is so; whether it is. An interrupt ends the waiting. */
    static boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return true;
    }
}
