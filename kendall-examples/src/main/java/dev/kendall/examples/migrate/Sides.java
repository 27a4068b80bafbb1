package dev.kendall.examples.migrate;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.postgres.NamedPostgres;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From where to where. */
final class Sides {
    private static final String POSTGRES = "postgres";

    @Option(names = "--from", paramLabel = "airtable", description = "The source: airtable, which is the only one.")
    private String from = "airtable";

    @Option(
            names = "--to",
            paramLabel = "postgres[=URI]",
            description = "The target. Default: postgres. " + NamedPostgres.DESCRIPTION)
    private String to = POSTGRES;

    @Mixin
    private BaseOptions base = new BaseOptions();

    BaseOptions base() {
        return base;
    }

    /** What {@code --to} names, for {@link NamedPostgres}. */
    String postgres() {
        if (!from.equals("airtable")) {
            throw new CommandFailed(ExitCode.USAGE, "--from: write airtable, not " + from + ".");
        }
        if (to.equals(POSTGRES)) {
            return NamedPostgres.DEMO;
        }
        if (!to.startsWith(POSTGRES + "=")) {
            throw new CommandFailed(ExitCode.USAGE, "--to: write postgres or postgres=URI.");
        }
        return to.substring(POSTGRES.length() + 1);
    }
}
