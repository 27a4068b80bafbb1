package dev.kendall.benchmarks.postgres.imports;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Run;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param server what PostgreSQL it was
 * @param rows how many messages, and as many vectors
 * @param rounds how often each way stored them
 * @param messages the messages alone, by way
 * @param messagesWithVectors messages and then their vectors, which count as one row with their message, by way
 */
record ImportResults(
        String started,
        Environment environment,
        String server,
        int rows,
        int rounds,
        Map<String, Rates> messages,
        Map<String, Rates> messagesWithVectors)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "postgres-import";

    ImportResults {
        messages = new TreeMap<>(messages);
        messagesWithVectors = new TreeMap<>(messagesWithVectors);
    }
}
