package dev.kendall.migration;

import dev.kendall.embedding.EmbeddingBackfill;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Cancelled;
import dev.kendall.json.DomainJson;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.verification.RowSource;
import dev.kendall.verification.Verification;
import dev.kendall.verification.VerificationReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run in a work folder. */
final class MigrationRun {
    /** How many rows are mended between two comparisons. */
    private static final int MAX_DIFFERENCES = 50_000;

    private final Migration migration;
    private final WorkFolder folder;
    private final List<SourceTable> tables;
    private final Map<MigrationStep, Duration> times = new EnumMap<>(MigrationStep.class);
    private @Nullable Embedding embedding;

    MigrationRun(Migration migration, WorkFolder folder) {
        this.migration = migration;
        this.folder = folder;
        this.tables = migration.tables();
    }

    MigrationReport run() {
        try {
            return migration.isDryRun() ? dryRun() : migrate();
        } finally {
            if (embedding != null) {
                embedding.stop();
            }
        }
    }

    /** Reads the source once, and compares. What it has read is of use to a run that is none; another dry run reads anew. */
    private MigrationReport dryRun() {
        int round = folder.current();
        if (folder.snapshot(round) != null && !Files.exists(importLog(folder.round(round)))) {
            folder.forget(round);
        }
        Snapshot snapshot = read(round);
        Stopwatch watch = new Stopwatch(
                MigrationStep.VERIFY, round, "rows", 2 * snapshot.index().rows());
        VerificationReport verification = verification(snapshot, watch).build().run();
        watch.stop();
        return report(round, snapshot, new Mended(0, 0, 0), 0, verification);
    }

    private MigrationReport migrate() {
        int first = folder.current();
        for (int round = first; ; round++) {
            Snapshot snapshot = read(round);
            if (round == 1) {
                load(round, snapshot);
                embed();
                folder.finish(round, report(round, snapshot, new Mended(0, 0, 0), 0, null));
                continue;
            }
            embed();
            Compared compared = compare(round, snapshot);
            boolean last = compared.verification().isEqual() || round - first + 1 >= migration.maxRounds();
            long embedded = last && embedding != null ? embedding.await() : 0;
            MigrationReport report = report(round, snapshot, compared.mended(), embedded, compared.verification());
            folder.finish(round, report);
            folder.forgetBefore(round);
            if (last) {
                return report;
            }
        }
    }

    // ---- Reading ----

    /** The rows of a round, which are read from the source unless they are there. */
    private Snapshot read(int round) {
        Snapshot there = folder.snapshot(round);
        if (there == null) {
            Path path = folder.round(round);
            Snapshot before = folder.snapshot(round - 1);
            for (int i = 0; i < tables.size(); i++) {
                SourceTable table = tables.get(i);
                Stopwatch watch = new Stopwatch(MigrationStep.EXPORT, round, table.name(), recordsOf(before, table));
                new TableExport(
                                migration.source(),
                                table,
                                Transform.exported(path, i + 1),
                                migration.windowRows(),
                                migration.clock())
                        .run(watch::tell);
                watch.stop();
            }
            Stopwatch watch = new Stopwatch(MigrationStep.TRANSFORM, round, "rows", 0);
            new Transform(path, tables, migration.partRows()).run(watch::tell);
            watch.stop();
            there = Objects.requireNonNull(folder.snapshot(round));
        }
        publish(there.rejects(), "rejects.jsonl");
        publish(there.warnings(), "warnings.jsonl");
        return there;
    }

    private static long recordsOf(@Nullable Snapshot snapshot, SourceTable table) {
        return snapshot == null
                ? 0
                : snapshot.index().tables().stream()
                        .filter(summary -> summary.table().equals(table))
                        .mapToLong(TableSummary::records)
                        .sum();
    }

    private void publish(Path file, String name) {
        Path published = folder.path().resolve(name);
        Path unfinished = folder.path().resolve(name + ".part");
        try {
            Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, published, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + published + " could not be written", e);
        }
    }

    // ---- Storing ----

    private static Path importLog(Path round) {
        return round.resolve("import.jsonl");
    }

    private void load(int round, Snapshot snapshot) {
        Path log = importLog(folder.round(round));
        List<ImportLine> done = DurableFiles.log(log, ImportLine.class);
        Set<Integer> files = done.stream().map(ImportLine::file).collect(Collectors.toSet());
        long rows = done.stream().mapToLong(ImportLine::rows).sum();
        Stopwatch watch = new Stopwatch(
                MigrationStep.IMPORT, round, "rows", snapshot.index().rows());
        watch.tell(rows);
        for (SnapshotIndex.Part part : snapshot.index().parts()) {
            if (!files.contains(part.file())) {
                checkInterrupted();
                DurableFiles.append(log, load(part, snapshot));
                rows += part.rows();
                watch.tell(rows);
            }
        }
        watch.stop();
    }

    private ImportLine load(SnapshotIndex.Part part, Snapshot snapshot) {
        Instant begin = migration.clock().instant();
        List<StoredRow> rows = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (RowLine line : snapshot.lines(part)) {
            StoredRow row = Objects.requireNonNull(line.row());
            rows.add(row);
            if (line.record() != null) {
                links.add(new Link(row.ref(), line.record()));
            }
        }
        List<Rejection> rejected = new ArrayList<>();
        long added = migration.sink().add(rows, (row, reason) -> rejected.add(rejection(snapshot, row, reason)));
        migration.sink().link(links, (row, reason) -> rejected.add(rejection(snapshot, row, reason)));
        return new ImportLine(part.file(), part.rows(), added, rejected, took(begin));
    }

    private Rejection rejection(Snapshot snapshot, EntityRef row, String reason) {
        var record = snapshot.externalIds(row);
        return record.isEmpty()
                ? new Rejection("", row.kind().name(), "", row.id() + ": " + reason)
                : new Rejection(
                        record.get(0).value(),
                        tables.stream()
                                .filter(table ->
                                        table.system().equals(record.get(0).system()))
                                .map(SourceTable::name)
                                .findFirst()
                                .orElse(row.kind().name()),
                        "",
                        reason);
    }

    private Duration took(Instant begin) {
        Duration took = Duration.between(begin, migration.clock().instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static void checkInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Cancelled("the migration was interrupted; run it again to go on", null);
        }
    }

    private void embed() {
        if (migration.embedder() != null
                && embedding == null
                && migration.sink().target().capabilities().contains(Capability.SEMANTIC_SEARCH)) {
            Stopwatch watch = new Stopwatch(MigrationStep.EMBED, 1, "rows", 0);
            embedding = Embedding.start(
                    new EmbeddingBackfill(migration.sink().target().vectors(), migration.embedder()), watch::tell);
        }
    }

    // ---- Comparing ----

    /**
     * What a reconciliation did.
     *
     * @param newer how many rows were left alone, as the target's are newer
     */
    record Mended(long put, long deleted, long newer) {}

    private Verification.Builder verification(Snapshot snapshot, Stopwatch watch) {
        Set<String> systems =
                migration.source().tables().stream().map(SourceTable::system).collect(Collectors.toSet());
        Verification.Builder builder = Verification.of(
                        snapshot, RowSource.of(migration.sink().target()))
                .kinds(migration.kinds())
                .comparison(migration.comparison())
                .externalSystems(system -> migration.comparesRecordIds() && systems.contains(system))
                .maxDifferences(MAX_DIFFERENCES)
                .onProgress(watch::tell);
        return migration.areValuesTold() ? builder.tellingValues() : builder;
    }

    /** What both sides are in the end, and what was done for it. */
    private record Compared(VerificationReport verification, Mended mended) {}

    /** Compares and mends as long as it helps: mending one row may uncover what is to be done with another. */
    private Compared compare(int round, Snapshot snapshot) {
        Path checkpoint = folder.round(round).resolve("verification.json");
        Snapshot before = folder.snapshot(round - 1);
        Mended total = new Mended(0, 0, 0);
        long differing = Long.MAX_VALUE;
        while (true) {
            checkInterrupted();
            Stopwatch verifying = new Stopwatch(
                    MigrationStep.VERIFY, round, "rows", 2 * snapshot.index().rows());
            Verification verification = verification(snapshot, verifying)
                    .onCheckpoint(report -> DurableFiles.write(checkpoint, report))
                    .build();
            VerificationReport found = Files.exists(checkpoint)
                    ? verification.resume(DurableFiles.read(checkpoint, VerificationReport.class))
                    : verification.run();
            verifying.stop();
            if (found.differing() == 0 || found.differing() >= differing) {
                return new Compared(found, total);
            }
            differing = found.differing();
            Stopwatch mending = new Stopwatch(MigrationStep.RECONCILE, round, "rows", found.differing());
            Mended mended = new Reconciliation(migration.source(), tables, migration.sink(), snapshot, before)
                    .mend(found.differences(), mending::tell);
            mending.stop();
            total = new Mended(total.put() + mended.put(), total.deleted() + mended.deleted(), mended.newer());
            if (mended.put() + mended.deleted() == 0) {
                return new Compared(found, total);
            }
            DurableFiles.remove(checkpoint);
        }
    }

    // ---- Telling ----

    private MigrationReport report(
            int round, Snapshot snapshot, Mended mended, long embedded, @Nullable VerificationReport verification) {
        List<Rejection> refused = new ArrayList<>();
        long added = 0;
        Duration importing = Duration.ZERO;
        for (ImportLine line : DurableFiles.log(importLog(folder.round(1)), ImportLine.class)) {
            added += line.added();
            importing = importing.plus(line.took());
            line.rejected().stream()
                    .limit(MigrationReport.MAX_REJECTS - refused.size())
                    .forEach(refused::add);
        }
        MigrationReport before = folder.isFinished(round - 1) ? folder.report(round - 1) : null;
        List<MigrationReport.Point> points = new ArrayList<>(before == null ? List.of() : before.throughput());
        SourceTraffic traffic = before == null ? SourceTraffic.NONE : before.traffic();
        Duration exporting =
                before == null ? Duration.ZERO : before.times().getOrDefault(MigrationStep.EXPORT, Duration.ZERO);
        for (int i = 0; i < tables.size(); i++) {
            for (WindowLine window : TableExport.windows(Transform.exported(folder.round(round), i + 1))) {
                points.add(new MigrationReport.Point(
                        round, tables.get(i).name(), window.at(), window.records(), window.took()));
                traffic = traffic.plus(window.traffic());
                exporting = exporting.plus(window.took());
            }
        }
        Map<MigrationStep, Duration> all = new EnumMap<>(times);
        all.put(MigrationStep.EXPORT, exporting);
        all.put(MigrationStep.IMPORT, importing);
        return new MigrationReport(
                migration.source().name(),
                migration.isDryRun(),
                round,
                snapshot.index().tables(),
                firstRejects(snapshot),
                refused,
                added,
                (before == null ? 0 : before.mended()) + mended.put(),
                (before == null ? 0 : before.deleted()) + mended.deleted(),
                mended.newer(),
                embedded,
                all,
                traffic,
                points,
                verification);
    }

    private static List<Rejection> firstRejects(Snapshot snapshot) {
        try (BufferedReader in = Files.newBufferedReader(snapshot.rejects())) {
            return in.lines()
                    .limit(MigrationReport.MAX_REJECTS)
                    .map(line -> DomainJson.read(line, Rejection.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + snapshot.rejects() + " could not be read", e);
        }
    }

    /** How long this run has worked on something, and how much of it was done before. */
    private final class Stopwatch {
        private final MigrationStep step;
        private final int round;
        private final String subject;
        private final long total;
        private final Instant begin = migration.clock().instant();
        private long before = -1;

        Stopwatch(MigrationStep step, int round, String subject, long total) {
            this.step = step;
            this.round = round;
            this.subject = subject;
            this.total = total;
        }

        void tell(long done) {
            if (before < 0) {
                before = step == MigrationStep.EXPORT || step == MigrationStep.IMPORT ? done : 0;
            }
            migration
                    .onProgress()
                    .accept(new MigrationProgress(step, round, subject, done, total, took(begin), done - before));
        }

        void stop() {
            times.merge(step, took(begin), Duration::plus);
        }
    }
}
