package dev.kendall.benchmarks.postgres.imports;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures the import into PostgreSQL. */
@Command(
        name = "postgres-import",
        description = {
            "Measures the import of messages and their vectors into PostgreSQL, beside the database's own COPY of the same rows, and"
                    + " writes kendall-benchmarks/results/postgres-import.json and the tables in docs/benchmarks.md. Takes a few"
                    + " minutes; keep the machine quiet meanwhile.",
            ""
        },
        exitCodeList = {
            "0:measured",
            "1:the database or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured"
        })
public final class PostgresImports extends MeasuringCommand<ImportResults> {
    @Option(names = "--rows", defaultValue = "30000", description = "How many messages. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--rounds",
            defaultValue = "7",
            description = "How often each way imports them. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /** The command. */
    public PostgresImports() {
        super(ImportResults.NAME, ImportResults.class);
    }

    @Override
    protected ImportResults measure(Environment here) throws SQLException, IOException {
        ImportBenchmark benchmark = isQuick()
                ? new ImportBenchmark(2_000, 2, System.err::println)
                : new ImportBenchmark(rows, rounds, System.err::println);
        return benchmark.run(here);
    }

    @Override
    protected Report report(ImportResults run) {
        return new ImportReport(run);
    }

    /** Nothing: no aim is set, as what the raw ways do less differs from table to table. */
    @Override
    protected List<String> missed(ImportResults run) {
        return List.of();
    }
}
