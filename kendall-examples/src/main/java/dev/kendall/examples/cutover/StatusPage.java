package dev.kendall.examples.cutover;

import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.DebtStatus;
import dev.kendall.cutover.Gate;
import dev.kendall.cutover.LatencyStatus;
import dev.kendall.cutover.Mismatch;
import dev.kendall.cutover.Side;
import dev.kendall.html.HtmlPage;
import dev.kendall.store.postgres.CutoverSample;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How a cutover stands and stood, as one HTML page that needs nothing else. */
final class StatusPage {
    private static final int MISMATCHES = 20;

    private final CutoverStatus status;
    private final List<CutoverSample> history;
    private final StatusText text;

    StatusPage(CutoverStatus status, List<CutoverSample> history) {
        this.status = status;
        this.history = history;
        this.text = new StatusText(status);
    }

    /** The page. */
    String html() {
        HtmlPage page = new HtmlPage("Cutover: " + status.plan().stages().everyone());
        for (String sentence : List.of(
                StatusText.plan(status.plan()), text.debts(), text.backfill(), text.verified(), text.compared())) {
            page.add("<p>%s</p>", sentence);
        }
        addGates(page);
        page.add("<h2>Over time</h2>")
                .add(mismatches().svg())
                .add(debts().svg())
                .add(age().svg())
                .add(latency("Reads", CutoverStatus::reads).svg())
                .add(latency("Writes", CutoverStatus::writes).svg());
        addLatencies(page);
        addMismatches(page);
        return page.add(
                        "<p>As of %s. Counts are those of all nodes since the stages last changed; latencies are exact up to a factor of two.</p>",
                        status.debts().now().truncatedTo(ChronoUnit.SECONDS))
                .end();
    }

    private void addGates(HtmlPage page) {
        page.add(
                "<h2>%s</h2><table>",
                status.plan()
                        .stages()
                        .everyone()
                        .next()
                        .map(next -> "Gates before " + next)
                        .orElse("There is no stage behind this one"));
        for (Gate gate : status.gates()) {
            page.add(
                    "<tr><td class='%s'>%s</td><td>%s</td><td>%s</td></tr>",
                    gate.open() ? "good" : "bad", gate.open() ? "open" : "shut", gate.name(), gate.reason());
        }
        page.add("</table>");
    }

    /** What was counted between two samples that follow each other. Where the counters began anew, since then. */
    private record Step(CutoverSample at, CutoverStatus counted) {}

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < history.size(); i++) {
            CutoverSample before = history.get(i - 1);
            CutoverSample now = history.get(i);
            boolean anew = before.counters().entrySet().stream()
                    .anyMatch(counter -> now.counters().getOrDefault(counter.getKey(), 0L) < counter.getValue());
            SortedMap<String, Long> counted = new TreeMap<>(now.counters());
            if (!anew) {
                before.counters().forEach((name, count) -> counted.merge(name, -count, Long::sum));
            }
            steps.add(new Step(now, of(counted)));
        }
        return steps;
    }

    private CutoverStatus of(SortedMap<String, Long> counters) {
        return new CutoverStatus(
                status.plan(),
                new DebtStatus(0, 0, null, 0, 0, 0, status.debts().now()),
                null,
                null,
                0,
                counters,
                List.of(),
                List.of());
    }

    private TimePlot mismatches() {
        List<TimePlot.Point> points = steps().stream()
                .filter(step -> step.counted().compared() > 0)
                .map(step ->
                        new TimePlot.Point(step.at().at(), 100 * step.counted().mismatchRate()))
                .toList();
        return new TimePlot(
                        "Compared reads that differed",
                        TimePlot.Scale.LINEAR,
                        value -> String.format(Locale.ROOT, "%.3g %%", value))
                .line("differed", points);
    }

    private TimePlot debts() {
        return new TimePlot("What is owed", TimePlot.Scale.LINEAR, value -> String.format(Locale.ROOT, "%,.0f", value))
                .line("to the new side", points(CutoverSample::toNew))
                .line("to the old side", points(CutoverSample::toOld))
                .line("given up", points(CutoverSample::dead));
    }

    private TimePlot age() {
        return new TimePlot(
                        "Age of the oldest debt",
                        TimePlot.Scale.LINEAR,
                        value -> StatusText.time(Duration.ofMillis((long) (value * 1_000))))
                .line(
                        "oldest",
                        points(sample -> sample.oldest() == null
                                ? 0
                                : Duration.between(sample.oldest(), sample.at()).toMillis() / 1e3));
    }

    private List<TimePlot.Point> points(ToDoubleFunction<CutoverSample> value) {
        return history.stream()
                .map(sample -> new TimePlot.Point(sample.at(), value.applyAsDouble(sample)))
                .toList();
    }

    /** Which calls of a side. */
    private interface Calls {
        LatencyStatus of(CutoverStatus counted, Side side);
    }

    private TimePlot latency(String name, Calls calls) {
        TimePlot plot = new TimePlot(
                name, TimePlot.Scale.LOGARITHMIC, value -> StatusText.time(Duration.ofNanos((long) (value * 1e6))));
        for (Side side : Side.values()) {
            String of = side.name().toLowerCase(Locale.ROOT) + " side, ";
            plot.line(of + "p50", latency(calls, side, LatencyStatus::p50));
            plot.line(of + "p99", latency(calls, side, LatencyStatus::p99));
        }
        return plot;
    }

    private List<TimePlot.Point> latency(Calls calls, Side side, Function<LatencyStatus, Duration> quantile) {
        return steps().stream()
                .filter(step -> calls.of(step.counted(), side).calls() > 0)
                .map(step -> new TimePlot.Point(
                        step.at().at(),
                        quantile.apply(calls.of(step.counted(), side)).toNanos() / 1e6))
                .toList();
    }

    private void addLatencies(HtmlPage page) {
        page.add("<h2>Calls since the stages last changed</h2><table><tr><th></th><th class='n'>number</th>"
                + "<th class='n'>failed</th><th class='n'>p50</th><th class='n'>p99</th></tr>");
        for (StatusText.Latency latency : text.latencies()) {
            LatencyStatus of = latency.status();
            page.add(
                    "<tr><td>%s</td><td class='n'>%,d</td><td class='n'>%,d</td><td class='n'>%s</td><td class='n'>%s</td></tr>",
                    latency.name(), of.calls(), of.errors(), StatusText.time(of.p50()), StatusText.time(of.p99()));
        }
        page.add("</table>");
    }

    private void addMismatches(HtmlPage page) {
        if (status.mismatches().isEmpty()) {
            return;
        }
        page.add("<h2>Latest differences</h2><table>");
        for (Mismatch mismatch : status.mismatches().stream().limit(MISMATCHES).toList()) {
            page.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td></tr>",
                    mismatch.at().truncatedTo(ChronoUnit.SECONDS),
                    mismatch.kind() + "." + mismatch.field(),
                    mismatch.fingerprint());
        }
        page.add("</table>");
    }
}
