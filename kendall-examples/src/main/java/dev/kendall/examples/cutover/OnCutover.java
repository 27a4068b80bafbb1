package dev.kendall.examples.cutover;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands of a cutover have in common: the PostgreSQL that its plan is in. */
abstract class OnCutover implements Callable<Integer> {
    private final Host host;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--postgres",
            arity = "0..1",
            defaultValue = NamedPostgres.DEMO,
            fallbackValue = NamedPostgres.DEMO,
            paramLabel = "URI",
            description = "The PostgreSQL that the plan is in. " + NamedPostgres.DESCRIPTION)
    private String postgres = NamedPostgres.DEMO;

    OnCutover(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        // What it runs on is no part of what is asked for.
        try (PostgresStorage storage = NamedPostgres.of(postgres, host, err).open(host, err, err)) {
            return call(storage);
        }
    }

    /** Does it, in a database whose tables are there. */
    abstract int call(PostgresStorage storage);

    /** The cutover that was begun. */
    static PostgresCutoverStore begun(PostgresStorage storage) {
        return PostgresCutoverStore.find(storage)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED,
                        "No cutover was begun in this database; ./kendall cutover begin does, or the application when it opens its"
                                + " PostgresCutoverStore."));
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
