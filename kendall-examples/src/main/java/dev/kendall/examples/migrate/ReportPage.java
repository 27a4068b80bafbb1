package dev.kendall.examples.migrate;

import dev.kendall.html.HtmlPage;
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
    private final MigrationReport report;
    private final HtmlPage page;

    ReportPage(MigrationReport report) {
        this.report = report;
        this.page = new HtmlPage("Migration of " + report.source());
    }

    String html() {
        verdict();
        tables();
        steps();
        page.add(new ThroughputPlot(report.throughput()).svg());
        rejections("Rejected records", report.rejects(), report.rejected());
        rejections("Not taken by the target", report.refused(), report.refused().size());
        VerificationReport verification = report.verification();
        if (verification != null) {
            verification(verification);
        }
        return page.end();
    }

    private void verdict() {
        if (report.verification() == null) {
            page.add("<p class='bad'>Not compared yet.</p>");
        } else if (report.isEqual()) {
            page.add("<p class='good'>Every row was compared: source and target are equal.</p>");
        } else {
            page.add("<p class='bad'>%d rows differ.</p>", report.verification().differing());
        }
        if (report.dryRun()) {
            page.add("<p>A dry run: nothing was written.</p>");
        } else {
            page.add(
                    "<p>%d rows added, %d changed and %d deleted to follow the source, %d left alone because the target's are newer.</p>",
                    report.added(), report.mended(), report.deleted(), report.newer());
        }
    }

    private void tables() {
        page.add("<h2>Records</h2><table><tr><th>Table</th><th class='n'>records</th><th class='n'>rows</th>"
                + "<th class='n'>rejected</th><th class='n'>warnings</th></tr>");
        for (TableSummary table : report.tables()) {
            page.add(
                    "<tr><td>%s</td><td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td></tr>",
                    table.table().name(), table.records(), table.rows(), table.rejected(), table.warned());
        }
        page.add("</table>");
    }

    private void steps() {
        page.add("<h2>Time and requests</h2><table>");
        for (Map.Entry<MigrationStep, Duration> step : report.times().entrySet()) {
            page.add(
                    "<tr><td>%s</td><td class='n'>%.1f s</td></tr>",
                    step.getKey().name().toLowerCase(Locale.ROOT),
                    step.getValue().toMillis() / 1e3);
        }
        page.add(
                "</table><p>The source was read %d times with %d requests, of which %d were refused as too many.</p>",
                report.rounds(), report.traffic().requests(), report.traffic().refused());
    }

    private void rejections(String title, List<Rejection> rejections, long count) {
        if (count == 0) {
            return;
        }
        page.add(
                "<h2>%s: %d</h2><table><tr><th>Table</th><th>Record</th><th>Field</th><th>Reason</th></tr>",
                title, count);
        for (Rejection each : rejections) {
            page.add(
                    "<tr><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>",
                    each.table(), each.record(), each.field(), each.reason());
        }
        page.add("</table>");
    }

    private void verification(VerificationReport verification) {
        page.add("<h2>Comparison</h2><table><tr><th>Kind</th><th class='n'>source</th><th class='n'>target</th>"
                + "<th>digest of the source</th><th>of the target</th><th class='n'>missing</th><th class='n'>extra</th>"
                + "<th class='n'>changed</th></tr>");
        for (KindSummary kind : verification.byKind().values()) {
            page.add(
                    "<tr class='%s'><td>%s</td><td class='n'>%d</td><td class='n'>%d</td><td><code>%s</code></td><td><code>%s</code></td>"
                            + "<td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td></tr>",
                    kind.isEqual() ? "good" : "bad",
                    kind.kind().name().toLowerCase(Locale.ROOT),
                    kind.left(),
                    kind.right(),
                    kind.leftDigest(),
                    kind.rightDigest(),
                    kind.missing(),
                    kind.extra(),
                    kind.changed());
        }
        page.add("</table>");
        if (!verification.danglingCounts().isEmpty()) {
            page.add("<h2>References to what is not stored</h2><table>");
            verification
                    .danglingCounts()
                    .forEach((what, count) -> page.add(
                            "<tr><td>%s</td><td class='n'>%d</td></tr>",
                            what.replace("left", "source").replace("right", "target"), count));
            page.add("</table>");
        }
        if (!verification.differences().isEmpty()) {
            page.add("<h2>Differences: %d</h2><table>", verification.differing());
            for (Difference difference : verification
                    .differences()
                    .subList(0, Math.min(200, verification.differences().size()))) {
                page.add("<tr><td>%s</td></tr>", difference);
            }
            page.add("</table>");
        }
    }
}
