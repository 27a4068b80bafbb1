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
        header = "The import into PostgreSQL, beside COPY",
        description = {
            "Measures the import of messages and their vectors into PostgreSQL, beside the database's own COPY of the same "
                    + "rows.",
            ""
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
        super(ImportResults.NAME, 2, ImportResults.class);
    }

    @Override
    protected ImportResults measure(Environment here) throws SQLException, IOException {
        ImportBenchmark benchmark =
                isQuick() ? new ImportBenchmark(2_000, 2, progress()) : new ImportBenchmark(rows, rounds, progress());
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
