package dev.kendall.examples.migrate;

import dev.kendall.entity.EntityKind;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.migrate.SecondLook.Seen;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.migration.Migration;
import dev.kendall.migration.MigrationReport;
import dev.kendall.store.airtable.AirtableMigrationSource;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.postgres.PostgresMigrationSink;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.verification.VerificationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves an Airtable base into PostgreSQL. */
@Command(
        name = "migrate",
        description = {
            "Moves an Airtable base into PostgreSQL: export, transform, import, reconcile, verify.",
            "",
            "It can be killed at any point and goes on when it is run again; run again after its end, it brings over what has changed"
                    + " since. The base is only read. What could not be read stands in the work folder, in rejects.jsonl and"
                    + " warnings.jsonl. Ends with 0 only when every row was compared and both sides are equal; where a"
                    + " cutover was begun, rows that differ are looked at again before they count."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall migrate --demo",
            "  AIRTABLE_TOKEN=... ./kendall migrate --base appX --dry-run",
            "  AIRTABLE_TOKEN=... ./kendall migrate --base appX --to postgres=postgresql://user@host/database --report report.html"
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final Map<String, Set<EntityKind>> STORES = Map.of(
            "chat", EnumSet.of(EntityKind.THREAD, EntityKind.MESSAGE),
            "contacts", EnumSet.of(EntityKind.CONTACT),
            "patterns", EnumSet.of(EntityKind.PATTERN),
            "memories", EnumSet.of(EntityKind.MEMORY),
            "users", EnumSet.of(EntityKind.USER));

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
            names = "--demo",
            description = "Move a made-up base, which a server in this process keeps: no account is needed.")
    private boolean demo;

    @Option(names = "--dry-run", description = "Read and compare, and write nothing but the work folder.")
    private boolean dryRun;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "STORE",
            description =
                    "Only chat, contacts, patterns or memories, or several of them with commas; users always are. Default: all.")
    private List<String> only = List.of();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description =
                    "The folder that remembers what is done. It holds all rows: keep it as safe as the data, and delete it at the end."
                            + " Default: kendall-migration.")
    private Path work = Path.of("kendall-migration");

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as a page that a browser shows.")
    @Nullable
    private Path report;

    @Option(
            names = "--embed",
            description = "Compute embeddings of the rows in the background, with the model that Kendall brings.")
    private boolean embed;

    /** A command in this process. */
    public MigrateCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Set<EntityKind> kinds = kinds();
        NamedPostgres postgres = NamedPostgres.of(sides.postgres(), host, err);
        try (DemoBase started = demo ? DemoBase.start(host.clock(), out) : null) {
            if (started != null) {
                started.use(sides.base());
            }
            AirtableOptions base = sides.base().options(host);
            if (started == null) {
                return migrate(base, kinds, postgres.open(host, out, err));
            }
            // Nothing is left in the database; the work folder stays, to be looked at.
            work = PassingFolder.create().path();
            try (var schema = postgres.openPassing(host, out, err)) {
                return migrate(base, kinds, schema.storage());
            }
        }
    }

    private Set<EntityKind> kinds() {
        Set<EntityKind> kinds = only.isEmpty() ? EnumSet.allOf(EntityKind.class) : EnumSet.noneOf(EntityKind.class);
        for (String store : only) {
            Set<EntityKind> named = STORES.get(store.strip().toLowerCase(Locale.ROOT));
            if (named == null) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "--only: write chat, contacts, patterns, memories or users, not " + store + ".");
            }
            kinds.addAll(named);
        }
        return kinds;
    }

    private int migrate(AirtableOptions base, Set<EntityKind> kinds, PostgresStorage storage) {
        try (storage;
                MigrationBars bars = new MigrationBars(spec.commandLine().getErr(), host)) {
            Migration.Builder migration = Migration.from(AirtableMigrationSource.open(base))
                    .to(PostgresMigrationSink.into(storage))
                    .workFolder(work)
                    .only(kinds)
                    .clock(host.clock())
                    .onProgress(bars::tell);
            if (dryRun) {
                migration.dryRun();
            }
            if (embed) {
                migration.embedder(host.embedder().get());
            }
            MigrationReport done = migration.run();
            bars.close();
            PrintWriter out = spec.commandLine().getOut();
            ReportText.of(done, work).forEach(out::println);
            boolean asMeant = done.isEqual() || dryRun;
            Seen seen = asMeant ? null : lookAgain(new BothSides(base, storage), done);
            write(new ReportPage(done, seen), out);
            out.flush();
            return asMeant || seen != null && seen.differing().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** What an application writes to both sides meanwhile looks as if it differed. */
    private @Nullable Seen lookAgain(BothSides both, MigrationReport done) {
        VerificationReport compared = Objects.requireNonNull(done.verification());
        return both.lookAgain(compared, spec.commandLine().getOut()).orElse(null);
    }

    private void write(ReportPage page, PrintWriter out) {
        if (report != null) {
            try {
                Files.writeString(report, page.html());
                out.println("The report is in " + report + ".");
            } catch (IOException e) {
                throw new CommandFailed(
                        ExitCode.FAILED, report + " could not be written: " + Failures.reason(e) + ".", e);
            }
        }
    }
}
