package dev.kendall.examples.migrate;

import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.GateOptions;
import dev.kendall.cutover.Verified;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.migrate.SecondLook.Seen;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.migration.Migration;
import dev.kendall.migration.MigrationReport;
import dev.kendall.store.airtable.AirtableMigrationSource;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresMigrationSink;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.verification.KindSummary;
import dev.kendall.verification.VerificationReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares an Airtable base with PostgreSQL. */
@Command(
        name = "verify",
        description = {
            "Compares every row of an Airtable base with PostgreSQL.",
            "",
            "Prints counts and digests of each kind, and the rows and fields that differ, without their values. The base is read once, window"
                    + " by window, in as few requests as its records take. Ends with 0 only when both sides are equal, with 1 when they"
                    + " differ, and with 2 when they could not be compared.",
            "Where a cutover was begun in this PostgreSQL, an application may write meanwhile: rows that differ are looked at again, for at most a"
                    + " minute, and those that differ still are counted and noted for the cutover's gate."
        },
        footerHeading = "%nExample:%n",
        footer = "  AIRTABLE_TOKEN=... ./kendall verify --base appX --to postgres=postgresql://user@host/database")
public final class VerifyCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Sides sides = new Sides();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description =
                    "A folder that remembers how far it came, so that it goes on there when it is run again after it was cut off. It holds"
                            + " all rows. Default: a passing one, which is removed.")
    @Nullable
    private Path work;

    @Option(names = "--values", description = "Print the values that differ, too. They may be personal.")
    private boolean values;

    /** A command in this process. */
    public VerifyCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try {
            return verify();
        } catch (CommandFailed | StorageRefused | StorageUnavailable e) {
            // 1 would say that they differ.
            CommandFailed failure = Failures.from(e);
            throw new CommandFailed(ExitCode.USAGE, failure.sentence(), e);
        }
    }

    private int verify() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        NamedPostgres postgres = NamedPostgres.of(sides.postgres(), host, err);
        AirtableOptions base = sides.base().options(host);
        // PostgreSQL says at once when it is not there; a base that does not answer is waited for.
        try (PostgresStorage storage = postgres.open(host, out, err);
                MigrationBars bars = new MigrationBars(err, host)) {
            AirtableMigrationSource source = AirtableMigrationSource.open(base);
            Migration.Builder migration = Migration.from(source)
                    .to(PostgresMigrationSink.into(storage))
                    .dryRun()
                    .clock(host.clock())
                    .onProgress(bars::tell);
            Optional<PostgresCutoverStore> cutover = PostgresCutoverStore.find(storage);
            if (cutover.isPresent()) {
                migration.withoutRecordIds();
            }
            if (values) {
                migration.tellingValues();
            }
            Instant begun = host.clock().instant();
            MigrationReport report = run(migration);
            bars.close();
            if (report.rejected() > 0) {
                out.println(report.rejected() + " records of the source can become no row and are on neither side.");
            }
            VerificationReport compared = Objects.requireNonNull(report.verification());
            ReportText.of(compared).forEach(out::println);
            Optional<Seen> again = new BothSides(base, storage).lookAgain(compared, out);
            long differing = again.map(seen -> (long) seen.differing().size()).orElse(compared.differing());
            cutover.ifPresent(store -> note(store, begun, compared, differing, out));
            if (values) {
                ReportText.values(again.map(Seen::differing).orElse(compared.differences()))
                        .forEach(out::println);
            }
            out.flush();
            return differing == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** Only a folder that was named outlives a comparison that fails, and lets the next one go on. */
    private MigrationReport run(Migration.Builder migration) {
        if (work == null) {
            try (PassingFolder folder = PassingFolder.create()) {
                return migration.workFolder(folder.path()).run();
            }
        }
        MigrationReport report = migration.workFolder(work).run();
        // What was compared is of a moment: the next time begins anew.
        PassingFolder.at(work).close();
        return report;
    }

    /** Tells the cutover: its gate asks when both sides were compared last. */
    private static void note(
            CutoverStore store, Instant begun, VerificationReport compared, long differing, PrintWriter out) {
        long rows =
                compared.byKind().values().stream().mapToLong(KindSummary::left).sum();
        new Cutover(store, GateOptions.defaults()).verified(new Verified(begun, rows, differing));
        out.println("Noted for the gates of the cutover.");
    }
}
