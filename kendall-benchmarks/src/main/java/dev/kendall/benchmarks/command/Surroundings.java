package dev.kendall.benchmarks.command;

import java.io.IOException;
import java.util.List;

/** What measuring one benchmark after the other needs from outside. */
interface Surroundings {
    /**
     * Runs one benchmark in a JVM of its own, as when it is asked for alone.
     *
     * @return its exit status
     */
    int run(String benchmark, List<String> options) throws IOException, InterruptedException;

    /** Whether what is measured is not, or may not be, what it was at this commit. */
    boolean hasChangedSince(String commit) throws IOException, InterruptedException;

    /** Waits for the machine to come to rest from what was run before; false when it does not. */
    boolean awaitRest() throws InterruptedException;
}
