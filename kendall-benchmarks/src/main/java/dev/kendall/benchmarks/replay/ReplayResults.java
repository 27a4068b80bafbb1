package dev.kendall.benchmarks.replay;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param server what PostgreSQL it was
 * @param limitSeconds after which messages were cut off
 * @param crowds by how many users are at once, and by way
 */
record ReplayResults(
        String started, Environment environment, String server, long limitSeconds, List<CrowdFigures> crowds)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "legacy-replay";

    ReplayResults {
        crowds = List.copyOf(crowds);
    }

    /**
     * What was measured of one way with so many users at once.
     *
     * @param calls of the storage that all messages took: requests to Airtable, also those that were refused, and round trips to PostgreSQL
     * @param refused how many of them were answered with 429
     */
    record CrowdFigures(int users, String way, Performance performance, long calls, long refused) {
        double callsPerMessage() {
            return (double) calls / performance.begun();
        }
    }

    /** What is not as it should be, in words; empty when all is. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (CrowdFigures crowd : crowds) {
            if (crowd.way().startsWith(ReplayBenchmark.KENDALL)
                    && !crowd.performance().cutOff().isEmpty()) {
                missed.add("Kendall did not finish "
                        + crowd.performance().cutOff().size() + " messages of " + crowd.users() + " users at once");
            }
            if (crowd.way().equals(ReplayBenchmark.PACED) && crowd.refused() > 0) {
                missed.add("the paced client of " + crowd.users() + " users was refused " + crowd.refused()
                        + " times: it is not the best that this base allows");
            }
        }
        return missed;
    }
}
