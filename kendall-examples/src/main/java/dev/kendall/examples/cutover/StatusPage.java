package dev.kendall.examples.cutover;

import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.DebtStatus;
import dev.kendall.cutover.Gate;
import dev.kendall.cutover.LatencyStatus;
import dev.kendall.cutover.Mismatch;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.examples.plot.LinePlot;
import dev.kendall.examples.plot.LinePlot.Point;
import dev.kendall.examples.plot.LinePlot.Values;
import dev.kendall.html.HtmlPage;
import dev.kendall.store.postgres.CutoverSample;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How a cutover stands and stood, as one HTML page that needs nothing else. */
final class StatusPage {
    private static final int MISMATCHES = 20;

    private static final String NO_SAMPLE =
            "Nothing was noted yet: while the application runs, it is noted once a minute what is owed.";

    private final CutoverStatus status;
    private final List<CutoverSample> history;
    private final StatusText text;

    StatusPage(CutoverStatus status, List<CutoverSample> history) {
        this.status = status;
        this.history = untilNow(status, history);
        this.text = new StatusText(status);
    }

    /** Samples are taken while something is counted: what is owed now may be more than at the last. */
    private static List<CutoverSample> untilNow(CutoverStatus status, List<CutoverSample> history) {
        DebtStatus debts = status.debts();
        if (history.isEmpty() || !history.get(history.size() - 1).at().isBefore(debts.now())) {
            return history;
        }
        List<CutoverSample> untilNow = new ArrayList<>(history);
        untilNow.add(new CutoverSample(
                debts.now(),
                status.plan().epoch(),
                debts.toNew(),
                debts.toOld(),
                debts.dead(),
                debts.oldest(),
                status.counters()));
        return untilNow;
    }

    /** The page. */
    String html() {
        HtmlPage page = new HtmlPage("Cutover: " + status.plan().stages().everyone());
        for (String sentence : List.of(
                StatusText.plan(status.plan()), text.debts(), text.backfill(), text.verified(), text.compared())) {
            page.add("<p>%s</p>", sentence);
        }
        addGates(page);
        page.add("<h2>Over time</h2>");
        List.of(
                        mismatches(),
                        debts(),
                        age(),
                        latency("reads", CutoverStatus::reads),
                        latency("writes", CutoverStatus::writes))
                .forEach(plot -> plot.addOverTime(page));
        addLatencies(page);
        addMismatches(page);
        return page.add(
                        "<p>As of %s. Counts are those of all nodes since the stages last changed; latencies are exact up to a factor of two.</p>",
                        status.debts().now().truncatedTo(ChronoUnit.SECONDS))
                .end();
    }

    private void addGates(HtmlPage page) {
        Optional<Stage> next = status.plan().stages().everyone().next();
        if (next.isEmpty()) {
            page.add("<p>There is no stage behind this one.</p>");
            return;
        }
        page.add("<h2>Gates before %s</h2><table class='rows'>", next.get());
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

    private LinePlot mismatches() {
        List<Point> points = steps().stream()
                .filter(step -> step.counted().compared() > 0)
                .map(step -> Point.at(step.at().at(), 100 * step.counted().mismatchRate()))
                .toList();
        return new LinePlot("Compared reads that differed", Values.PERCENTS)
                .orElse("No read was compared yet: in SHADOW and LIVE, the application compares a share of them.")
                .line(last("differed", points, value -> String.format(Locale.ROOT, "%.2f %%", value)), points);
    }

    private LinePlot debts() {
        LinePlot plot = new LinePlot("What is owed", Values.COUNTS).orElse(NO_SAMPLE);
        addDebts(plot, "to the new side", CutoverSample::toNew);
        addDebts(plot, "to the old side", CutoverSample::toOld);
        addDebts(plot, "given up", CutoverSample::dead);
        return plot;
    }

    private void addDebts(LinePlot plot, String name, ToDoubleFunction<CutoverSample> value) {
        List<Point> points = points(value);
        plot.line(last(name, points, count -> String.format(Locale.ROOT, "%,.0f", count)), points);
    }

    private LinePlot age() {
        List<Point> points = points(sample -> sample.oldest() == null
                ? 0
                : Duration.between(sample.oldest(), sample.at()).toMillis());
        return new LinePlot("Age of the oldest debt", Values.DURATIONS)
                .orElse(NO_SAMPLE)
                .line(last("oldest", points, StatusPage::millis), points);
    }

    private List<Point> points(ToDoubleFunction<CutoverSample> value) {
        return history.stream()
                .map(sample -> Point.at(sample.at(), value.applyAsDouble(sample)))
                .toList();
    }

    private static String millis(double millis) {
        return StatusText.time(Duration.ofNanos(Math.round(millis * 1e6)));
    }

    /** A line's name with its last value. */
    private static String last(String name, List<Point> points, DoubleFunction<String> unit) {
        return points.isEmpty()
                ? name
                : name + ": " + unit.apply(points.get(points.size() - 1).value());
    }

    /** Which calls of a side. */
    private interface Calls {
        LatencyStatus of(CutoverStatus counted, Side side);
    }

    private LinePlot latency(String name, Calls calls) {
        LinePlot plot =
                new LinePlot("Latency of " + name, Values.LATENCIES).orElse("No " + name + " were counted yet.");
        for (Side side : Side.values()) {
            String of = side.name().toLowerCase(Locale.ROOT) + " side, ";
            addLatency(plot, of + "p50", latency(calls, side, LatencyStatus::p50));
            addLatency(plot, of + "p99", latency(calls, side, LatencyStatus::p99));
        }
        return plot;
    }

    private static void addLatency(LinePlot plot, String name, List<Point> points) {
        plot.line(last(name, points, StatusPage::millis), points);
    }

    private List<Point> latency(Calls calls, Side side, Function<LatencyStatus, Duration> quantile) {
        return steps().stream()
                .filter(step -> calls.of(step.counted(), side).calls() > 0)
                .map(step -> Point.at(
                        step.at().at(),
                        quantile.apply(calls.of(step.counted(), side)).toNanos() / 1e6))
                .filter(point -> point.value() > 0)
                .toList();
    }

    private void addLatencies(HtmlPage page) {
        page.add(
                "<h2>Calls since the stages last changed</h2><div class='wide'><table><tr><th></th><th class='n'>number</th>"
                        + "<th class='n'>failed</th><th class='n'>p50</th><th class='n'>p99</th></tr>");
        for (StatusText.Latency latency : text.latencies()) {
            LatencyStatus of = latency.status();
            page.add(
                    "<tr><td>%s</td><td class='n'>%,d</td><td class='n'>%,d</td><td class='n'>%s</td><td class='n'>%s</td></tr>",
                    latency.name(), of.calls(), of.errors(), latency.p50(), latency.p99());
        }
        page.add("</table></div>");
    }

    private void addMismatches(HtmlPage page) {
        if (status.mismatches().isEmpty()) {
            return;
        }
        page.add("<h2>Latest differences</h2><table class='rows'>");
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
