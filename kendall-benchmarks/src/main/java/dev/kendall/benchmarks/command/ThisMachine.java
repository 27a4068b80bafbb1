package dev.kendall.benchmarks.command;

import dev.kendall.benchmarks.report.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The machine, and the project's folder as the working folder. */
final class ThisMachine implements Surroundings {
    /** The load average of a minute has forgotten nearly all of what was before. */
    private static final Duration REST = Duration.ofMinutes(5);

    private static final int ATTEMPT_SECONDS = 5;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

    private final String main;

    /**
     * With the class that has the command's main method.
     *
     * @param main its name
     */
    ThisMachine(String main) {
        this.main = main;
    }

    @Override
    public int run(String benchmark, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Environment.COMMIT + "=" + Environment.here().commit(),
                "-D" + Environment.LOAD + "=" + Environment.currentLoad(),
                "-cp",
                System.getProperty("java.class.path"),
                main,
                benchmark));
        command.addAll(options);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public boolean hasChangedSince(String commit) throws IOException, InterruptedException {
        if (!COMMIT.matcher(commit).matches()) {
            return true;
        }
        Process git = new ProcessBuilder("git", "diff", "--quiet", commit, "--", "*pom.xml", "kendall-*/src/main")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return git.waitFor() != 0;
    }

    @Override
    public boolean awaitRest() throws InterruptedException {
        long end = System.nanoTime() + REST.toNanos();
        while (Environment.currentLoad() > Environment.here().busyAbove()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.SECONDS.sleep(ATTEMPT_SECONDS);
        }
        return true;
    }
}
