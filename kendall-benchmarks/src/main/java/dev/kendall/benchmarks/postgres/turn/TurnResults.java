package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Growth;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Run;
import dev.kendall.benchmarks.report.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param server what PostgreSQL it was
 * @param method how long what was measured
 * @param reading of one user's contexts, by way
 * @param distances the same by how far the server is, in one flight and store by store
 * @param flight what one reading sends
 * @param calls what one reading store by store sends
 * @param byTable by how many messages all users have together; the one who reads always has the same
 * @param byUser by how many messages the user has who reads
 * @param crowd of many users at once, by way
 * @param completion of storing a turn, by way
 * @param stored what storing one turn sends
 */
record TurnResults(
        String started,
        Environment environment,
        String server,
        String method,
        ReadBenchmark.Reading reading,
        List<TripBenchmark.Distance> distances,
        Traffic flight,
        Traffic calls,
        Map<Integer, Times> byTable,
        Map<Integer, Times> byUser,
        Map<String, CrowdBenchmark.Throughput> crowd,
        Map<String, Times> completion,
        Traffic stored)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "postgres-turn";

    /** What reading may take of what the driver alone takes. */
    static final double DEAREST = 1.3;
    /** How steeply reading may grow with what others store. */
    static final double STEEPEST = 0.1;
    /** What share of pgbench's turns must be made. */
    static final double SLOWEST = 0.6;
    /** How many statements storing a turn may take. */
    private static final int STATEMENTS = 3;

    TurnResults {
        distances = List.copyOf(distances);
        byTable = new TreeMap<>(byTable);
        byUser = new TreeMap<>(byUser);
        crowd = new TreeMap<>(crowd);
        completion = new TreeMap<>(completion);
    }

    /** How many times as long as the driver alone Kendall takes to read. */
    Ratio overJdbc() {
        return reading.times().get(ReadBenchmark.KENDALL).to(reading.times().get(ReadBenchmark.JDBC));
    }

    /** How reading grows with what others store. */
    Growth tableGrowth() {
        return growth(byTable);
    }

    /** How reading grows with what the user stores. */
    Growth userGrowth() {
        return growth(byUser);
    }

    private static Growth growth(Map<Integer, Times> times) {
        return Growth.of(times.entrySet().stream()
                .map(one -> new Growth.Point(one.getKey(), one.getValue().p50()))
                .toList());
    }

    /** What share of the turns of this way Kendall makes. */
    Ratio against(String way) {
        return crowd.get(CrowdBenchmark.KENDALL).to(crowd.get(way));
    }

    /** What is not as it should be, in words; empty when all is. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (overJdbc().median() > DEAREST) {
            missed.add("reading takes " + Numbers.significant(overJdbc().median(), 3) + " times as long as JDBC alone");
        }
        if (tableGrowth().overall() > STEEPEST) {
            missed.add("reading grows with all messages to the power of "
                    + Numbers.significant(tableGrowth().overall(), 2));
        }
        crowd.keySet().stream()
                .filter(way -> against(way).median() < SLOWEST)
                .forEach(way -> missed.add(
                        "Kendall makes " + Numbers.significant(against(way).median(), 2) + " of the turns of " + way));
        crowd.forEach((way, made) -> {
            if (made.failed() > 0) {
                missed.add(made.failed() + " turns failed: " + way);
            }
        });
        if (stored.statements() > STATEMENTS || stored.flights() > 1) {
            missed.add(
                    "storing a turn takes " + stored.statements() + " statements in " + stored.flights() + " flights");
        }
        return missed;
    }
}
