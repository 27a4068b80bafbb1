package dev.kendall.examples.db;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Timing;
import dev.kendall.testkit.postgres.DemoPostgres;
import dev.kendall.testkit.postgres.Origin;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresUnavailable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts and stops a PostgreSQL with pgvector. */
@Command(
        name = "db",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        description = {
            "A PostgreSQL with pgvector, to try Kendall on.",
            "",
            "It is, in this order: the one that KENDALL_DATABASE_URL names; a container, where Docker runs; a cluster of its own with"
                    + " the programs of an installed PostgreSQL 15 or newer that has pgvector 0.8.0 or newer; or one with programs"
                    + " that are fetched and compiled, which needs gcc and a Debian. Programs and data are kept in KENDALL_CACHE, which is"
                    + " ~/.cache/kendall when it is not set."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall db start",
            "  ./kendall db status",
            "  ./kendall db stop",
            "  ./kendall db sql --vector-schema extensions"
        })
public final class DbCommand implements Runnable {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private DbCommand() {}

    /** The command with its own commands, in {@code host}. */
    public static CommandLine commandLine(Host host) {
        return new CommandLine(new DbCommand())
                .addSubcommand(new Start(host))
                .addSubcommand(new Status(host))
                .addSubcommand(new Stop(host))
                .addSubcommand(new SqlCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: start, status, stop or sql.");
    }

    /** What the three have in common. */
    private abstract static class OnServer implements Callable<Integer> {
        private final Host host;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        OnServer(Host host) {
            this.host = host;
        }

        @Override
        public Integer call() {
            try {
                return call(DemoPostgres.of(host.environment()));
            } catch (PostgresUnavailable e) {
                throw new CommandFailed(ExitCode.STORAGE, String.valueOf(e.getMessage()), e);
            }
        }

        abstract int call(DemoPostgres server);

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        void progress(String sentence) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(sentence);
            err.flush();
        }

        void print(DemoPostgres.Running running) {
            PostgresDatabase database = running.database();
            out().println(running.description());
            if (running.origin() == Origin.GIVEN) {
                // The password is the host's own, and is not shown.
                out().println("JDBC: " + database.jdbcUrl() + ", as " + database.user());
                return;
            }
            out().println("JDBC: " + database.jdbcUrlWithPassword());
            out().println("psql: psql '" + database.uri() + "'");
        }
    }

    @Command(name = "start", description = "Starts the server when it does not run, and prints how to reach it.")
    private static final class Start extends OnServer {
        Start(Host host) {
            super(host);
        }

        @Override
        int call(DemoPostgres server) {
            Timing<DemoPostgres.Running> started = Timing.of(() -> server.start(this::progress));
            progress(String.format(Locale.ROOT, "Ready after %.1f s.", started.millis() / 1e3));
            print(started.result());
            return ExitCode.OK;
        }
    }

    @Command(name = "status", description = "Prints how to reach the server. When none runs, the exit code is 1.")
    private static final class Status extends OnServer {
        Status(Host host) {
            super(host);
        }

        @Override
        int call(DemoPostgres server) {
            Optional<DemoPostgres.Running> running = server.find();
            if (running.isEmpty()) {
                out().println("No PostgreSQL runs; ./kendall db start starts one.");
                return ExitCode.FAILED;
            }
            print(running.get());
            return ExitCode.OK;
        }
    }

    @Command(name = "stop", description = "Stops the server and keeps its data.")
    private static final class Stop extends OnServer {
        Stop(Host host) {
            super(host);
        }

        @Override
        int call(DemoPostgres server) {
            out().println(server.stop() ? "PostgreSQL is stopped; its data is kept." : "No PostgreSQL ran.");
            return ExitCode.OK;
        }
    }
}
