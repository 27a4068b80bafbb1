package dev.kendall.examples.command;

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
 * What figures were measured on, in the words of the benchmarks' results: without it they say nothing.
 *
 * @param memoryGib the machine's memory
 * @param kendall the library's version
 * @param commit the commit it was built from, and whether there were changes besides; "unknown" where nobody told
 * @param load the load average of one minute at the start; negative where the system tells none
 */
public record Environment(
        String cpu, int cores, double memoryGib, String os, String jvm, String kendall, String commit, double load) {
    /** This machine. The script that started the process knows the commit. */
    public static Environment here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Environment(
                cpuModel(),
                system.getAvailableProcessors(),
                Math.round(10.0 * system.getTotalMemorySize() / (1L << 30)) / 10.0,
                property("os.name") + " " + property("os.version") + " (" + property("os.arch") + ")",
                property("java.vm.name") + " " + property("java.runtime.version"),
                Objects.requireNonNullElse(Kendall.class.getPackage().getImplementationVersion(), "unknown"),
                property("kendall.commit"),
                Math.round(100 * system.getSystemLoadAverage()) / 100.0);
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
