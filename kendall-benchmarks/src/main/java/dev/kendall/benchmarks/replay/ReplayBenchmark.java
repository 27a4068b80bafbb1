package dev.kendall.benchmarks.replay;

import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.replay.KendallSide.Distance;
import dev.kendall.benchmarks.replay.ReplayResults.CrowdFigures;
import dev.kendall.benchmarks.report.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Both sides, one after the other.
 *
 * @param legacy who plays on Airtable
 * @param kendall who plays on PostgreSQL
 * @param limit after which messages on Airtable are cut off
 * @param progress is told what is done
 */
record ReplayBenchmark(List<Crowd> legacy, List<Crowd> kendall, Duration limit, Consumer<String> progress) {
    static final String LEGACY = "legacy on Airtable";
    static final String PACED = "legacy, paced";
    static final String KENDALL = "Kendall";
    static final String KENDALL_AFAR = "Kendall, 10 ms away";

    /** A little longer than the limit. */
    static ReplayBenchmark whole(Duration limit, Consumer<String> progress) {
        return new ReplayBenchmark(
                List.of(new Crowd(1, 20, 1), new Crowd(2, 1, 4), new Crowd(10, 1, 2)),
                List.of(new Crowd(1, 100, 1), new Crowd(2, 50, 1), new Crowd(10, 20, 1)),
                limit,
                progress);
    }

    /** As short as shows that everything runs. */
    static ReplayBenchmark quick(Consumer<String> progress) {
        return new ReplayBenchmark(
                List.of(new Crowd(1, 2, 1), new Crowd(2, 1, 1), new Crowd(10, 1, 1)),
                List.of(new Crowd(1, 10, 1), new Crowd(2, 10, 1), new Crowd(10, 5, 1)),
                Duration.ofSeconds(45),
                progress);
    }

    ReplayResults run(Environment environment) throws Exception {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start()) {
            progress.accept("Playing on Airtable, for " + limit.toSeconds() + " s at most ...");
            List<CrowdFigures> figures = new ArrayList<>(LegacySide.play(legacy, limit));
            figures.forEach(this::tell);
            progress.accept("Playing on PostgreSQL ...");
            List<CrowdFigures> played = KendallSide.play(
                    server,
                    kendall,
                    List.of(new Distance(KENDALL, Duration.ZERO), new Distance(KENDALL_AFAR, Duration.ofMillis(10))));
            played.forEach(this::tell);
            figures.addAll(played);
            return new ReplayResults(started, environment, server.described(), limit.toSeconds(), figures);
        }
    }

    private void tell(CrowdFigures figures) {
        progress.accept("  " + figures.users() + " at once, " + figures.way() + ": median "
                + figures.performance().at(0.5) + ", "
                + figures.performance().cutOff().size() + " of "
                + figures.performance().begun() + " cut off");
    }
}
