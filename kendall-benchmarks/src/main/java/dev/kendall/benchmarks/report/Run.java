package dev.kendall.benchmarks.report;

/** One run of a benchmark, as it is kept: all that its report is made of. */
public interface Run {
    /** When it began, in ISO 8601. */
    String started();

    /** What it was measured on. */
    Environment environment();
}
