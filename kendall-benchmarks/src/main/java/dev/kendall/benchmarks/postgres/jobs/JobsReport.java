package dev.kendall.benchmarks.postgres.jobs;

import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Markdown of a run. */
final class JobsReport implements Report {
    private final JobsResults run;

    JobsReport(JobsResults run) {
        this.run = run;
    }

    @Override
    public JobsResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return List.of(
                Headline.atLeast(
                        JobsResults.AIM,
                        "jobs a second",
                        "a bare SKIP LOCKED loop",
                        run.toBare(KendallJobs.NAME).median()),
                headline(DbSchedulerJobs.NAME),
                headline(DbSchedulerJobs.WITH_RUN));
    }

    private Headline headline(String peer) {
        return Headline.of(
                "jobs a second",
                peer,
                Ratio.of(run.rates().get(KendallJobs.NAME), run.rates().get(peer))
                        .median());
    }

    @Override
    public String name() {
        return JobsResults.NAME;
    }

    @Override
    public String tables() {
        return Report.table(
                        "done by | jobs a second | × bare loop | of a round",
                        run.rates().entrySet().stream()
                                .map(way -> way.getKey() + " | **" + Numbers.grouped(median(way.getValue())) + "** | "
                                        + run.toBare(way.getKey()).cells())
                                .toList())
                + "\n\n"
                + Report.table(
                        "picked up, asked for by | ms at p50 | ms at p95 | jobs",
                        run.pickUps().entrySet().stream()
                                .map(way -> way.getKey() + " | **"
                                        + Numbers.significant(way.getValue().p50(), 3) + "** | "
                                        + Numbers.significant(way.getValue().p95(), 3) + " | "
                                        + way.getValue().samples())
                                .toList());
    }

    private static double median(List<Double> rates) {
        return Ratio.of(rates.stream().mapToDouble(d -> d).toArray()).median();
    }

    @Override
    public String text() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("server", run.server());
        int rounds = run.rates().values().iterator().next().size();
        rows.put(
                "jobs",
                Numbers.grouped(run.jobs()) + " a round on " + run.threads() + " threads, " + rounds + " rounds");
        return Report.measuredOn(run.started(), run.environment(), rows) + "\n\n" + tables();
    }

    @Override
    public Map<String, String> plots() {
        return Map.of();
    }
}
