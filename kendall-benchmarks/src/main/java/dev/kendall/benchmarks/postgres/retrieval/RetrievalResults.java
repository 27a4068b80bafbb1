package dev.kendall.benchmarks.postgres.retrieval;

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
 * @param ofOne one user with a long history
 * @param ofMany one of many users
 */
record RetrievalResults(
        String started, Environment environment, String server, String method, Searched ofOne, Searched ofMany)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "retrieval";

    static final String DEFAULT = "Kendall";
    static final String MEANING = "Kendall, by meaning alone";
    static final String WORD = "Kendall, by word alone";
    static final String BY_HAND = "SQL by hand";

    /** How many times as long as its slowest arm the default search may take over one user's long history. */
    static final double DEAREST = 2;
    /** How many milliseconds it may take for one of many users. */
    static final double SLOWEST = 10;

    /**
     * How long each way took to search the messages of one user.
     *
     * @param messagesEach how many messages each user has
     * @param times by way
     */
    record Searched(int users, int messagesEach, Map<String, Times> times) {
        Searched {
            times = new LinkedHashMap<>(times);
        }

        Times byDefault() {
            return times.get(DEFAULT);
        }

        /** Of the two, the one with the longer median. */
        String slowestArm() {
            return times.get(MEANING).p50() > times.get(WORD).p50() ? MEANING : WORD;
        }

        Ratio toSlowestArm(String way) {
            return times.get(way).to(times.get(slowestArm()));
        }
    }

    /** How many times as long as SQL by hand the default search takes for one of many users. */
    Ratio toSqlByHand() {
        return ofMany.byDefault().to(ofMany.times().get(BY_HAND));
    }

    /** What is not as it should be, in words; empty when all is. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        double dearest = ofOne.toSlowestArm(DEFAULT).median();
        if (dearest > DEAREST) {
            missed.add("the default search of one user's " + Numbers.grouped(ofOne.messagesEach()) + " messages takes "
                    + Numbers.significant(dearest, 3) + " times as long as its slowest arm, above " + DEAREST);
        }
        double slowest = ofMany.byDefault().p50();
        if (slowest > SLOWEST) {
            missed.add("the default search for one of " + Numbers.grouped(ofMany.users()) + " users takes "
                    + Numbers.significant(slowest, 3) + " ms, above " + SLOWEST);
        }
        return missed;
    }
}
