package dev.kendall.benchmarks.postgres.jobs;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures the jobs on PostgreSQL. */
@Command(
        name = "postgres-jobs",
        header = "Jobs on PostgreSQL, beside a bare SKIP LOCKED loop and db-scheduler",
        description = {
            "Measures how many jobs a second a worker does on PostgreSQL, beside a bare SKIP LOCKED loop and db-scheduler "
                    + "on the same server, and how soon a job is picked up.",
            ""
        })
public final class PostgresJobs extends MeasuringCommand<JobsResults> {
    @Option(
            names = "--jobs",
            defaultValue = "20000",
            description = "How many jobs a round has. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "How often each way does them. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /** The command. */
    public PostgresJobs() {
        super(JobsResults.NAME, 4, JobsResults.class);
    }

    @Override
    protected JobsResults measure(Environment here) throws Exception {
        JobsBenchmark benchmark = isQuick()
                ? new JobsBenchmark(2_000, 2, 10, progress())
                : new JobsBenchmark(jobs, rounds, 100, progress());
        return benchmark.run(here);
    }

    @Override
    protected Report report(JobsResults run) {
        return new JobsReport(run);
    }

    @Override
    protected List<String> missed(JobsResults run) {
        double share = run.toBare(KendallJobs.NAME).median();
        return share >= JobsResults.AIM
                ? List.of()
                : List.of("Kendall does " + share + " of the bare loop's jobs; the aim is " + JobsResults.AIM);
    }
}
