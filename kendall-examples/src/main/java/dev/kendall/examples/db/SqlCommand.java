package dev.kendall.examples.db;

import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.store.postgres.PostgresSchema;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what makes Kendall's tables. */
@Command(
        name = "sql",
        description = {
            "Prints the tables as plain SQL, for the console of a database that no program may change.",
            "",
            "Run it once, in an empty database that has the extension vector, as the role that the application connects as.",
            "",
            "With --from, prints what brings tables that were made so from an earlier version to this one; it changes nothing where they are of another."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall db sql | psql postgresql://user@host:5432/database",
            "  ./kendall db sql --vector-schema extensions",
            "  ./kendall db sql --from 3 | psql -v ON_ERROR_STOP=1 postgresql://user@host:5432/database"
        })
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = PostgresSchema.DEFAULT_NAME,
            description = "The schema of the tables. Default: ${DEFAULT-VALUE}.")
    private String schema = PostgresSchema.DEFAULT_NAME;

    @Option(
            names = "--vector-schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description =
                    "The schema that the extension vector is in: extensions on Supabase. Default: ${DEFAULT-VALUE}.")
    private String vectorSchema = "public";

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description =
                    "The version that the tables are of, which stands in their schema_version. Default: there are none.")
    @Nullable
    private Integer from;

    @Override
    public Integer call() {
        String sql;
        try {
            sql = from == null
                    ? PostgresSchema.sql(schema, vectorSchema)
                    : PostgresSchema.upgradeSql(schema, vectorSchema, from);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--schema, --vector-schema or --from: " + e.getMessage() + ".");
        }
        spec.commandLine().getOut().print(sql);
        return ExitCode.OK;
    }
}
