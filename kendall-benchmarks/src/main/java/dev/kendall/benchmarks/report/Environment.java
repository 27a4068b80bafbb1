package dev.kendall.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.sun.management.OperatingSystemMXBean;
import dev.kendall.Kendall;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What figures were measured on: without it they say nothing.
 *
 * @param memoryGib the machine's memory
 * @param kendall the library's version
 * @param commit the commit it was built from, and whether there were changes besides
 * @param load the load average of one minute before anything was built or run; negative where the system tells none
 */
public record Environment(
        String cpu, int cores, double memoryGib, String os, String jvm, String kendall, String commit, double load) {
    /** The system property that tells the commit. */
    public static final String COMMIT = "kendall.benchmarks.commit";
    /** The system property that tells the load average before. */
    public static final String LOAD = "kendall.benchmarks.load";

    /** This machine. The script that built the program knows the commit, and the load before it built. */
    public static Environment here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Environment(
                cpuModel(),
                system.getAvailableProcessors(),
                Math.round(10.0 * system.getTotalMemorySize() / (1L << 30)) / 10.0,
                property("os.name") + " " + property("os.version") + " (" + property("os.arch") + ")",
                property("java.vm.name") + " " + property("java.runtime.version"),
                Objects.requireNonNullElse(Kendall.class.getPackage().getImplementationVersion(), "unknown"),
                System.getProperty(COMMIT, "unknown"),
                Double.parseDouble(System.getProperty(LOAD, Double.toString(system.getSystemLoadAverage()))));
    }

    /** The load average of the last minute; negative where the system tells none. */
    public static double currentLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Whether others keep the machine so busy that what is measured now says more about them. */
    @JsonIgnore // what follows from the rest is not kept
    public boolean isBusy() {
        return load > busyAbove();
    }

    /** Half of the cores. */
    public double busyAbove() {
        return 0.5 * cores;
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException e) {
            // Not Linux.
            return Objects.requireNonNullElse(System.getenv("PROCESSOR_IDENTIFIER"), property("os.arch"));
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
