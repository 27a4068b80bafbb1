package dev.kendall.examples.rehearse;

import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.ideas.LeaveAirtable;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.examples.rehearse.BusyApplication.Pace;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A cutover to be rehearsed. */
@Command(
        name = "rehearse",
        description = {
            "Keeps a made-up application busy on a made-up Airtable base and a new database, so that every command of a cutover can be tried in"
                    + " a second terminal.",
            "",
            "The base is on a server in this process, as slow as Airtable and with its limit. The application is in the stage OFF at first; what"
                    + " becomes of it is up to the other terminal. It takes turns, keeps contacts and memories, reads back what it stored, and"
                    + " names what fails. At the end, each message that was acknowledged is looked for, and the database is dropped.",
            "",
            "Ctrl-C or the end of the input ends it; with --minutes, the input is not read. The exit code is 1 when a message is missing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall cutover rehearse",
            "  ./kendall cutover rehearse --requests-per-second 50 --turns-per-minute 20",
            "  ./kendall cutover rehearse --minutes 60 --postgres postgresql://user@host/database"
        })
public final class RehearseCommand implements Callable<Integer> {
    private static final Duration FOREVER = Duration.ofDays(365);

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
            description =
                    "The PostgreSQL server that the new database is made on; the user must be allowed to make one. "
                            + NamedPostgres.DESCRIPTION)
    private String postgres = NamedPostgres.DEMO;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description =
                    "How many requests the base lets in, at least 3; one more, and it refuses all for 30 s. The application takes two thirds."
                            + " Default: 5, as Airtable does.")
    private int requestsPerSecond = 5;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "How many users there are, 1 to 1000, each with about 50 records. Default: ${DEFAULT-VALUE}.")
    private int users = 12;

    @Option(
            names = "--turns-per-minute",
            paramLabel = "N",
            description =
                    "How many turns all users take together, 1 to 6000, as far as the base lets them. Default: ${DEFAULT-VALUE}.")
    private int turnsPerMinute = 6;

    @Option(
            names = "--sampling",
            paramLabel = "SHARE",
            description =
                    "The share of reads that are compared from SHADOW on, 0 to 1: the application's CutoverOptions.sampling. Default: 1, as"
                            + " so few are read; an application's is 0.05 unless it says otherwise.")
    private double sampling = 1;

    @Option(names = "--minutes", paramLabel = "N", description = "End after so many minutes.")
    @Nullable
    private Integer minutes;

    /** A command in this process. */
    public RehearseCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        checkRange("--requests-per-second", requestsPerSecond, 3, 10_000);
        checkRange("--users", users, 1, 1_000);
        checkRange("--turns-per-minute", turnsPerMinute, 1, 6_000);
        checkRange("--minutes", minutes == null ? 1 : minutes, 1, 10_000);
        if (!(sampling >= 0 && sampling <= 1)) {
            throw new CommandFailed(ExitCode.USAGE, "--sampling is " + sampling + "; it must be from 0 to 1.");
        }
        try (Ending ending = minutes == null ? Ending.byInterruptOrEndOf(host.in()) : Ending.byInterrupt();
                RehearsalBase base = RehearsalBase.start(
                        users, requestsPerSecond, spec.commandLine().getOut());
                RehearsalDatabase database = RehearsalDatabase.make(
                        postgres, host, spec.commandLine().getErr())) {
            return run(base, database, ending);
        }
    }

    private int run(RehearsalBase base, RehearsalDatabase database, Ending ending) {
        PrintWriter out = spec.commandLine().getOut();
        CutoverOptions cutover = CutoverOptions.builder().sampling(sampling).build();
        LeaveAirtable.prepare(base.options(), out);
        DualWriteStorage storage = LeaveAirtable.open(base.options(), database.dataSource(), cutover);
        told(base, database).forEach(out::println);
        out.flush();
        Pace pace = new Pace(turnsPerMinute, minutes == null ? FOREVER : Duration.ofMinutes(minutes), ending);
        BusyApplication application = new BusyApplication(base.users(), pace, host.clock(), out);
        LeaveAirtable.serve(storage, application);
        return application.isComplete() ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<String> told(RehearsalBase base, RehearsalDatabase database) {
        List<String> lines = new ArrayList<>();
        lines.add("An application talks to " + users
                + " users, whose history is in a made-up Airtable base. In a second terminal:");
        lines.add("");
        base.exports().forEach(line -> lines.add("  " + line));
        database.exports().forEach(line -> lines.add("  " + line));
        lines.add("  ./kendall cutover status --postgres $DB");
        lines.add("");
        lines.add("The base lets " + requestsPerSecond + " requests a second in, and the application takes "
                + base.ownRequests() + " of them: give migrate and verify --requests-per-second "
                + base.othersRequests() + ".");
        lines.add(minutes == null ? "Ctrl-C ends it." : "It ends after " + minutes + " min, or with Ctrl-C.");
        return lines;
    }

    private static void checkRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailed(
                    ExitCode.USAGE, option + " is " + value + "; it must be from " + least + " to " + most + ".");
        }
    }
}
