package dev.kendall.examples.migrate;

import dev.kendall.examples.command.Text;
import dev.kendall.examples.migrate.SecondLook.Seen;
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
import org.jspecify.annotations.Nullable;

/** A report as one page of HTML that needs nothing else. */
final class ReportPage {
    /** The most differences that are named. */
    private static final int SHOWN = 200;

    private final MigrationReport report;
    private final @Nullable Seen seen;
    private final HtmlPage page;

    /** @param seen what a second look at the rows that differ has seen, or null when there was none */
    ReportPage(MigrationReport report, @Nullable Seen seen) {
        this.report = report;
        this.seen = seen;
        this.page = new HtmlPage("Migration of " + report.source());
    }

    String html() {
        verdict();
        tables();
        steps();
        ThroughputPlot.of(report.throughput()).addOverElapsedTime(page);
        rejections("Rejected records", report.rejects(), report.rejected());
        rejections("Not taken by the target", report.refused(), report.refused().size());
        VerificationReport verification = report.verification();
        if (verification != null) {
            verification(verification);
        }
        return page.end();
    }

    private void verdict() {
        VerificationReport compared = report.verification();
        if (report.dryRun()) {
            page.add("<p>A dry run: nothing was written.%s</p>", wouldChange(compared));
            return;
        }
        if (compared == null) {
            page.add("<p class='bad'>Not compared yet.</p>");
        } else if (compared.isEqual()) {
            page.add("<p class='good'>Every row was compared: source and target are equal.</p>");
        } else if (seen == null) {
            page.add("<p class='bad'>%s.</p>", rowsDiffer(compared.differing()));
        } else {
            page.add(
                    "<p class='%s'>%s.</p><p>%s at first: what an application writes meanwhile looks so. %s</p>",
                    seen.differing().isEmpty() ? "good" : "bad",
                    seen.differing().isEmpty()
                            ? "Every row was compared: source and target are equal"
                            : rowsDiffer(seen.differing().size()),
                    Text.count(compared.differing(), "row differed", "rows differed"),
                    seen.sentence());
        }
        page.add(
                "<p>%d rows added, %d changed and %d deleted to follow the source, %d left alone because the target's are newer.</p>",
                report.added(), report.mended(), report.deleted(), report.newer());
    }

    private static String wouldChange(@Nullable VerificationReport compared) {
        if (compared == null) {
            return "";
        }
        return compared.isEqual()
                ? " Source and target are equal."
                : " " + rowsDiffer(compared.differing()) + ": a migration would make the target follow.";
    }

    private static String rowsDiffer(long rows) {
        return Text.count(rows, "row differs", "rows differ");
    }

    private void tables() {
        page.add(
                "<h2>Records</h2><div class='wide'><table><tr><th>Table</th><th class='n'>records</th><th class='n'>rows</th>"
                        + "<th class='n'>rejected</th><th class='n'>warnings</th></tr>");
        for (TableSummary table : report.tables()) {
            page.add(
                    "<tr><td>%s</td><td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td></tr>",
                    table.table().name(), table.records(), table.rows(), table.rejected(), table.warned());
        }
        page.add("</table></div>");
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
                "</table><p>The source was read %s. %s</p>",
                ReportText.times(report.rounds()), ReportText.traffic(report));
    }

    private void rejections(String title, List<Rejection> rejections, long count) {
        if (count == 0) {
            return;
        }
        page.add(
                "<h2>%s: %d</h2><table class='rows'><tr class='head'><th>Table</th><th>Record</th><th>Field</th><th>Reason</th></tr>",
                title, count);
        for (Rejection each : rejections) {
            page.add(
                    "<tr><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>",
                    each.table(), each.record(), each.field(), each.reason());
        }
        page.add("</table>");
        if (count > rejections.size()) {
            page.add("<p>and %d more</p>", count - rejections.size());
        }
    }

    private void verification(VerificationReport verification) {
        page.add(seen == null ? "<h2>Comparison</h2>" : "<h2>Comparison, before the second look</h2>");
        page.add("<div class='wide'><table><tr><th>Kind</th><th class='n'>source</th><th class='n'>target</th>"
                + "<th class='n'>missing</th><th class='n'>extra</th><th class='n'>changed</th>"
                + "<th>digest of the source</th><th>of the target</th></tr>");
        for (KindSummary kind : verification.byKind().values()) {
            page.add(
                    "<tr class='%s'><td>%s</td><td class='n'>%d</td><td class='n'>%d</td>"
                            + "<td class='n'>%d</td><td class='n'>%d</td><td class='n'>%d</td><td><code>%s</code></td><td><code>%s</code></td></tr>",
                    kind.isEqual() ? "good" : isSettled() ? "" : "bad",
                    kind.kind().name().toLowerCase(Locale.ROOT),
                    kind.left(),
                    kind.right(),
                    kind.missing(),
                    kind.extra(),
                    kind.changed(),
                    kind.leftDigest(),
                    kind.rightDigest());
        }
        page.add("</table></div>");
        if (!verification.danglingCounts().isEmpty()) {
            page.add("<h2>References to what is not stored</h2><table>");
            verification
                    .danglingCounts()
                    .forEach((what, count) -> page.add(
                            "<tr><td>%s</td><td class='n'>%d</td></tr>",
                            what.replace("left", "source").replace("right", "target"), count));
            page.add("</table>");
        }
        if (seen != null) {
            differences(
                    "Differences at the second look",
                    seen.differing(),
                    seen.differing().size());
        }
        differences(
                seen == null ? "Differences" : "Differences before the second look",
                verification.differences(),
                verification.differing());
    }

    /** Whether what differs is none of the migration's, or was equal when it was looked at again. */
    private boolean isSettled() {
        return report.dryRun() || seen != null && seen.differing().isEmpty();
    }

    private void differences(String title, List<Difference> differences, long count) {
        if (count == 0) {
            return;
        }
        page.add("<h2>%s: %d</h2><ul>", title, count);
        differences.stream().limit(SHOWN).forEach(difference -> page.add("<li>%s</li>", difference));
        page.add("</ul>");
        long shown = Math.min(SHOWN, differences.size());
        if (count > shown) {
            page.add("<p>and %d more</p>", count - shown);
        }
    }
}
