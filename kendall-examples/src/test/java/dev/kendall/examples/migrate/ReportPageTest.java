package dev.kendall.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.examples.migrate.SecondLook.Seen;
import dev.kendall.migration.MigrationReport;
import dev.kendall.migration.MigrationStep;
import dev.kendall.migration.Rejection;
import dev.kendall.migration.SourceTable;
import dev.kendall.migration.SourceTraffic;
import dev.kendall.migration.TableSummary;
import dev.kendall.user.UserId;
import dev.kendall.verification.Difference;
import dev.kendall.verification.Digest;
import dev.kendall.verification.RangeSummary;
import dev.kendall.verification.VerificationReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final Instant BEGIN = Instant.parse("2026-03-02T12:00:00Z");

    private static VerificationReport compared(int differing) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < differing; i++) {
            EntityRef row = new EntityRef(ANNA, EntityKind.MESSAGE, new UUID(1, i).toString());
            differences.add(new Difference(row, Difference.What.EXTRA, List.of(), null));
        }
        RangeSummary range = new RangeSummary(
                EntityKind.MESSAGE,
                7,
                100,
                100 + differing,
                new Digest(1, 2),
                new Digest(1, 2 + differing),
                0,
                differing,
                0);
        return new VerificationReport(
                Set.of(EntityKind.MESSAGE), ANNA, true, List.of(range), Map.of(), differences, Map.of(), List.of());
    }

    private static MigrationReport report(boolean dryRun, VerificationReport compared) {
        SourceTable messages = new SourceTable("Chat Messages", EntityKind.MESSAGE, "airtable/Chat Messages");
        List<MigrationReport.Point> throughput = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            for (int window = 1; window <= 5; window++) {
                Instant at = BEGIN.plusSeconds(100L * round + window);
                throughput.add(new MigrationReport.Point(round, messages.name(), at, 20, Duration.ofSeconds(1)));
            }
        }
        return new MigrationReport(
                "airtable appTest",
                dryRun,
                2,
                List.of(new TableSummary(messages, 103, 100, 3, 0)),
                List.of(new Rejection("rec1", "Chat Messages", "recordId", "it names no user")),
                List.of(),
                100,
                2,
                1,
                0,
                0,
                Map.of(MigrationStep.EXPORT, Duration.ofSeconds(10)),
                new SourceTraffic(12, 1),
                throughput,
                compared);
    }

    private static String page(MigrationReport report, Seen seen) {
        return new ReportPage(report, seen).html();
    }

    @Test
    void what_was_equal_at_the_second_look_is_no_bad_news() {
        VerificationReport compared = compared(11);

        String page = page(report(false, compared), new Seen(11, List.of(), 0));

        assertThat(page)
                .contains(
                        "<p class='good'>Every row was compared: source and target are equal.</p>",
                        "11 rows differed at first",
                        "A second look at the rows that differ, as they are now: all 11 are equal.",
                        "Comparison, before the second look",
                        "Differences before the second look: 11")
                .doesNotContain("class='bad'", "rows differ.");
    }

    @Test
    void what_differs_at_the_second_look_too_is() {
        VerificationReport compared = compared(11);

        String page = page(
                report(false, compared), new Seen(11, compared.differences().subList(0, 1), 0));

        assertThat(page)
                .contains(
                        "<p class='bad'>1 row differs.</p>",
                        "11 rows differed at first",
                        "as they are now: 1 differ.",
                        "Differences at the second look: 1",
                        "<tr class='bad'>")
                .doesNotContain("source and target are equal");
    }

    @Test
    void without_a_second_look_the_first_counts() {
        assertThat(page(report(false, compared(11)), null))
                .contains("<p class='bad'>11 rows differ.</p>", "<h2>Differences: 11</h2>")
                .doesNotContain("second look");
        assertThat(page(report(false, compared(0)), null))
                .contains("<p class='good'>Every row was compared: source and target are equal.</p>")
                .doesNotContain("class='bad'", "Differences");
        assertThat(page(report(false, null), null)).contains("<p class='bad'>Not compared yet.</p>");
    }

    @Test
    void what_a_dry_run_finds_is_still_to_come() {
        assertThat(page(report(true, compared(11)), null))
                .contains("A dry run: nothing was written. 11 rows differ: a migration would make the target follow.")
                .doesNotContain("class='bad'", "rows added");
    }

    @Test
    void its_figures_are_those_of_the_text() {
        MigrationReport report = report(false, compared(0));

        String page = page(report, null);

        String traffic = "12 requests (1 refused as too many) for 200 records, 20 records a second.";
        assertThat(ReportText.of(report, Path.of("work"))).contains(traffic);
        assertThat(page)
                .contains(
                        "The source was read 2 times. " + traffic,
                        "<h3>Records read over time</h3>",
                        "reading 1: 100",
                        "reading 2: 100",
                        "Rejected records: 3",
                        "and 2 more");
    }
}
