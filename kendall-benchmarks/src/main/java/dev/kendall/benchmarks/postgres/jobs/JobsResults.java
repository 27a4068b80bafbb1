package dev.kendall.benchmarks.postgres.jobs;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Run;
import dev.kendall.benchmarks.report.Times;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param server what PostgreSQL it was
 * @param jobs how many jobs each way does in a round
 * @param threads on how many threads
 * @param rates jobs a second in each round, by way
 * @param pickUps from asking for a job until its handler begins, by who asks
 */
record JobsResults(
        String started,
        Environment environment,
        String server,
        int jobs,
        int threads,
        Map<String, List<Double>> rates,
        Map<String, Times> pickUps)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "postgres-jobs";

    /** Kendall is to do this share of a bare loop's jobs in the same time. */
    static final double AIM = 0.6;

    JobsResults {
        rates = new TreeMap<>(rates);
        pickUps = new TreeMap<>(pickUps);
    }

    /** What share of a bare loop's jobs a way does, round by round. */
    Ratio toBare(String way) {
        return Ratio.of(rates.get(way), rates.get(BareLoop.NAME));
    }
}
