package dev.kendall.benchmarks.learning;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Run;
import dev.kendall.benchmarks.report.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param server what PostgreSQL it was
 * @param method how long what was measured
 * @param turns of a user, by way
 * @param learned how fast all users' messages were learned from, by way
 */
record LearningResults(
        String started,
        Environment environment,
        String server,
        String method,
        Map<String, Times> turns,
        List<Learned> learned)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "learning";

    static final String OFF = "learning off";
    static final String ON = "learning on";

    /** How many times as long a turn may take with learning on, at the median and at the 95th percentile. */
    static final double DEAREST = 1.03;

    static final double DEAREST_95 = 1.10;

    LearningResults {
        turns = new LinkedHashMap<>(turns);
        learned = List.copyOf(learned);
    }

    /**
     * How all messages were learned from in one way.
     *
     * @param batch how many messages an extractor got at once
     * @param order in which users were learned from
     * @param seconds how long it took
     * @param memories how many memories count then
     * @param patterns how many patterns hold then
     * @param heapMib the memory in use after each tenth of the users, in MiB
     * @param digest of everything that was learned
     */
    record Learned(
            int batch,
            String order,
            int messages,
            double seconds,
            long memories,
            long patterns,
            List<Long> heapMib,
            String digest) {
        Learned {
            heapMib = List.copyOf(heapMib);
        }

        double messagesPerSecond() {
            return messages / seconds;
        }
    }

    Ratio ratio() {
        return turns.get(ON).to(turns.get(OFF));
    }

    double ratioOf95() {
        return turns.get(ON).p95() / turns.get(OFF).p95();
    }

    /** What is not as it should be, in words; empty when all is. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (ratio().median() > DEAREST) {
            missed.add("a turn takes " + Numbers.significant(ratio().median(), 4)
                    + " times as long with learning on, above " + DEAREST);
        }
        if (ratioOf95() > DEAREST_95) {
            missed.add("the 95th percentile of turns is " + Numbers.significant(ratioOf95(), 4)
                    + " times as high with learning on, above " + DEAREST_95);
        }
        for (Learned each : learned) {
            if (!each.digest().equals(learned.get(0).digest())) {
                missed.add("in batches of " + each.batch() + " and " + each.order()
                        + " something else was learned than in batches of "
                        + learned.get(0).batch() + " and " + learned.get(0).order());
            }
        }
        return missed;
    }
}
