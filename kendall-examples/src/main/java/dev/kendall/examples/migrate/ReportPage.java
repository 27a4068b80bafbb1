package dev.kendall.examples.migrate;

import static dev.kendall.examples.command.Markup.escaped;

import dev.kendall.migration.MigrationReport;
import dev.kendall.migration.MigrationStep;
import dev.kendall.migration.Rejection;
import dev.kendall.migration.TableSummary;
import dev.kendall.verification.Difference;
import dev.kendall.verification.KindSummary;
import dev.kendall.verification.VerificationReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as one page of HTML that needs nothing else. */
final class ReportPage {
    private static final String STYLE = """
            body { font: 15px/1.5 sans-serif; color: #222222; max-width: 1000px; margin: 2em auto; padding: 0 1em; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { text-align: left; padding: 0.2em 1em 0.2em 0; border-bottom: 1px solid #dddddd; vertical-align: top; }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            code { font-size: 12px; }
            .equal { color: #009e73; }
            .differs { color: #d55e00; }
            """;

    private final MigrationReport report;
    private final StringBuilder html = new StringBuilder();

    ReportPage(MigrationReport report) {
        this.report = report;
    }

    String html() {
        add(
                "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>Migration of %s</title>",
                report.source());
        html.append("<style>\n").append(STYLE).append("</style></head><body>\n");
        add("<h1>Migration of %s</h1>", report.source());
        verdict();
        tables();
        steps();
        html.append(new ThroughputPlot(report.throughput()).svg());
        rejections("Rejected records", report.rejects(), report.rejected());
        rejections("Not taken by the target", report.refused(), report.refused().size());
        VerificationReport verification = report.verification();
        if (verification != null) {
            verification(verification);
        }
        return html.append("</body></html>\n").toString();
    }

    /** Adds markup in which each {@code %s} is escaped. */
    private void add(String markup, Object... values) {
        Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = values[i] instanceof String text ? escaped(text) : values[i];
        }
        html.append(String.format(Locale.ROOT, markup, escaped)).append('\n');
    }

    private void verdict() {
        if (report.verification() == null) {
            add("<p class='differs'>Not compared yet.</p>");
        } else if (report.isEqual()) {
            add("<p class='equal'>Every row was compared: source and target are equal.</p>");
        } else {
            add("<p class='differs'>%d rows differ.</p>", report.verification().differing());
        }
        if (report.dryRun()) {
            add("<p>A dry run: nothing was written.</p>");
        } else {
            add(
                    "<p>%d rows added, %d changed and %d deleted to follow the source, %d left alone because the target's are newer.</p>",
                    report.added(), report.mended(), report.deleted(), report.newer());
        }
    }

    private void tables() {
        add("<h2>Records</h2><table><tr><th>Table</th><th class='n'>records</th><th class='n'>rows</th>"
                + "<th class='n'>rejected</th><th class='n'>warnings</th></tr>");
        for (TableSummary table : report.tables()) {
            add(
                    "<tr><td>%s</td><td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td></tr>",
                    table.table().name(), table.records(), table.rows(), table.rejected(), table.warned());
        }
        add("</table>");
    }

    private void steps() {
        add("<h2>Time and requests</h2><table>");
        for (Map.Entry<MigrationStep, Duration> step : report.times().entrySet()) {
            add(
                    "<tr><td>%s</td><td class='n'>%.1f s</td></tr>",
                    step.getKey().name().toLowerCase(Locale.ROOT),
                    step.getValue().toMillis() / 1e3);
        }
        add(
                "</table><p>The source was read %d times with %d requests, of which %d were refused as too many.</p>",
                report.rounds(), report.traffic().requests(), report.traffic().refused());
    }

    private void rejections(String title, List<Rejection> rejections, long count) {
        if (count == 0) {
            return;
        }
        add("<h2>%s: %d</h2><table><tr><th>Table</th><th>Record</th><th>Field</th><th>Reason</th></tr>", title, count);
        for (Rejection each : rejections) {
            add(
                    "<tr><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>",
                    each.table(), each.record(), each.field(), each.reason());
        }
        add("</table>");
    }

    private void verification(VerificationReport verification) {
        add("<h2>Comparison</h2><table><tr><th>Kind</th><th class='n'>source</th><th class='n'>target</th>"
                + "<th>digest of the source</th><th>of the target</th><th class='n'>missing</th><th class='n'>extra</th>"
                + "<th class='n'>changed</th></tr>");
        for (KindSummary kind : verification.byKind().values()) {
            add(
                    "<tr class='%s'><td>%s</td><td class='n'>%d</td><td class='n'>%d</td><td><code>%s</code></td><td><code>%s</code></td>"
                            + "<td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td></tr>",
                    kind.isEqual() ? "equal" : "differs",
                    kind.kind().name().toLowerCase(Locale.ROOT),
                    kind.left(),
                    kind.right(),
                    kind.leftDigest().toString(),
                    kind.rightDigest().toString(),
                    kind.missing(),
                    kind.extra(),
                    kind.changed());
        }
        add("</table>");
        if (!verification.danglingCounts().isEmpty()) {
            add("<h2>References to what is not stored</h2><table>");
            verification
                    .danglingCounts()
                    .forEach((what, count) -> add(
                            "<tr><td>%s</td><td class='n'>%d</td></tr>",
                            what.replace("left", "source").replace("right", "target"), count));
            add("</table>");
        }
        if (!verification.differences().isEmpty()) {
            add("<h2>Differences: %d</h2><table>", verification.differing());
            for (Difference difference : verification
                    .differences()
                    .subList(0, Math.min(200, verification.differences().size()))) {
                add("<tr><td>%s</td></tr>", difference.toString());
            }
            add("</table>");
        }
    }
}
