package dev.kendall.examples.migrate;

import dev.kendall.examples.command.Text;
import dev.kendall.migration.MigrationReport;
import dev.kendall.migration.MigrationStep;
import dev.kendall.migration.Rejection;
import dev.kendall.migration.TableSummary;
import dev.kendall.verification.Difference;
import dev.kendall.verification.KindSummary;
import dev.kendall.verification.VerificationReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report in lines. */
final class ReportText {
    private static final int SHOWN = 10;

    private ReportText() {}

    /** What a migration did. */
    static List<String> of(MigrationReport report, Path work) {
        List<String> lines = new ArrayList<>();
        lines.add(
                (report.dryRun() ? "Read " : "Migrated ") + report.source() + ", read " + times(report.rounds()) + ".");
        lines.add("");
        lines.add(line("%-18s %9s %9s %9s %9s", "table", "records", "rows", "rejected", "warnings"));
        for (TableSummary table : report.tables()) {
            lines.add(line(
                    "%-18s %9d %9d %9d %9d",
                    table.table().name(), table.records(), table.rows(), table.rejected(), table.warned()));
        }
        lines.add("");
        if (!report.dryRun()) {
            lines.add(report.added() + " rows added, " + report.mended() + " changed and " + report.deleted()
                    + " deleted to follow the source"
                    + (report.newer() == 0
                            ? "."
                            : "; " + report.newer() + " left alone, which are newer in the target."));
        }
        for (Map.Entry<MigrationStep, Duration> step : report.times().entrySet()) {
            lines.add(line(
                    "%-10s %8.1f s",
                    step.getKey().name().toLowerCase(Locale.ROOT),
                    step.getValue().toMillis() / 1e3));
        }
        lines.add(traffic(report));
        lines.addAll(rejects("rejected", report.rejects(), report.rejected(), work.resolve("rejects.jsonl")));
        lines.addAll(rejects(
                "not taken by the target", report.refused(), report.refused().size(), work));
        if (report.tables().stream().anyMatch(table -> table.warned() > 0)) {
            lines.add("Warnings are in " + work.resolve("warnings.jsonl") + ".");
        }
        VerificationReport verification = report.verification();
        if (verification != null) {
            lines.add("");
            lines.addAll(of(verification));
        }
        return lines;
    }

    /** What reading has cost, in a sentence. */
    static String traffic(MigrationReport report) {
        Duration reading = report.times().getOrDefault(MigrationStep.EXPORT, Duration.ZERO);
        long read = report.throughput().stream()
                .mapToLong(MigrationReport.Point::records)
                .sum();
        return line(
                "%d requests (%d refused as too many) for %d records, %.0f records a second.",
                report.traffic().requests(),
                report.traffic().refused(),
                read,
                read / Math.max(1e-3, reading.toMillis() / 1e3));
    }

    /** "once", "2 times". */
    static String times(int rounds) {
        return rounds == 1 ? "once" : rounds + " times";
    }

    private static List<String> rejects(String what, List<Rejection> rejects, long count, Path file) {
        List<String> lines = new ArrayList<>();
        if (count > 0) {
            lines.add("");
            lines.add(count + " " + what + ", all of them in " + file + ":");
            rejects.stream()
                    .limit(SHOWN)
                    .forEach(reject -> lines.add("  " + reject.table() + " " + reject.record()
                            + (reject.field().isEmpty() ? "" : ", " + reject.field()) + ": " + reject.reason()));
        }
        return lines;
    }

    /** What was compared. */
    static List<String> of(VerificationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "%-8s %9s %9s  %-32s %-32s %s",
                "kind", "source", "target", "digest of the source", "of the target", ""));
        for (KindSummary kind : report.byKind().values()) {
            lines.add(line(
                    "%-8s %9d %9d  %-32s %-32s %s",
                    kind.kind().name().toLowerCase(Locale.ROOT),
                    kind.left(),
                    kind.right(),
                    kind.leftDigest(),
                    kind.rightDigest(),
                    kind.isEqual()
                            ? "equal"
                            : kind.missing() + " missing, " + kind.extra() + " extra, " + kind.changed()
                                    + " changed in " + kind.differingRanges() + " of 256 ranges"));
        }
        report.danglingCounts()
                .forEach((what, count) -> lines.add(what.replace("left", "source")
                                .replace("right", "target") + ": " + count + " name what is not stored"));
        report.differences().stream().limit(SHOWN).forEach(difference -> lines.add("  " + difference));
        if (report.differing() > SHOWN) {
            lines.add("  and " + (report.differing() - SHOWN) + " more");
        }
        lines.add(report.isEqual() ? "Equal." : Text.count(report.differing(), "row differs", "rows differ") + ".");
        return lines;
    }

    /** The first of them, and how many more there are. */
    static List<String> first(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        differences.stream().limit(SHOWN).forEach(difference -> lines.add("  " + difference));
        if (differences.size() > SHOWN) {
            lines.add("  and " + (differences.size() - SHOWN) + " more");
        }
        return lines;
    }

    /** What the fields that differ are on both sides. */
    static List<String> values(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        differences.forEach(difference -> difference
                .fields()
                .forEach(field -> lines.add("  " + difference.row().id() + " " + field.field() + ": " + field.left()
                        + " | " + field.right())));
        return lines;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing();
    }
}
