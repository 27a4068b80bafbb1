package dev.kendall.examples.cutover;

import dev.kendall.cutover.BackfillProgress;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.DebtStatus;
import dev.kendall.cutover.Gate;
import dev.kendall.cutover.LatencyStatus;
import dev.kendall.cutover.Ramp;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stages;
import dev.kendall.cutover.Verified;
import dev.kendall.examples.command.Text;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a cutover stands, in lines. */
final class StatusText {
    private final CutoverStatus status;

    StatusText(CutoverStatus status) {
        this.status = status;
    }

    /** The lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(plan(status.plan()));
        lines.add(debts());
        lines.add(backfill());
        lines.add(verified());
        lines.add(compared());
        status.mismatchesByField().forEach((field, count) -> lines.add("  " + field + ": " + count));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-22s %10s %8s %10s %10s", "calls", "number", "failed", "p50", "p99"));
        for (Latency latency : latencies()) {
            LatencyStatus of = latency.status();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-22s %10d %8d %10s %10s",
                    latency.name(),
                    of.calls(),
                    of.errors(),
                    latency.p50(),
                    latency.p99()));
        }
        lines.add("");
        lines.add(status.plan()
                .stages()
                .everyone()
                .next()
                .map(next -> "Gates before " + next + ":")
                .orElse("There is no stage behind this one."));
        status.gates().forEach(gate -> lines.add(gate(gate)));
        return lines;
    }

    /** The plan in a sentence or two. */
    static String plan(CutoverPlan plan) {
        Stages stages = plan.stages();
        StringBuilder text = new StringBuilder("Plan " + plan.epoch() + ": everyone is in " + stages.everyone());
        Ramp ramp = stages.ramp();
        if (ramp != null) {
            text.append(String.format(
                    Locale.ROOT, ", but %s %% of the users in %s", percent(ramp.share(), Ramp.WHOLE), ramp.target()));
        }
        stages.parts()
                .forEach((part, stage) ->
                        text.append(", ").append(part).append(" in ").append(stage));
        if (!stages.users().isEmpty()) {
            text.append(", ")
                    .append(Text.count(stages.users().size(), "user by name", "users by name"))
                    .append(" elsewhere");
        }
        text.append('.');
        if (!plan.former().isEmpty()) {
            text.append(" It takes effect at ")
                    .append(plan.effectiveAt().truncatedTo(ChronoUnit.SECONDS))
                    .append('.');
        }
        if (plan.killed()) {
            text.append(" The side that follows is left alone.");
        }
        return text.toString();
    }

    /** A gate in a line. */
    static String gate(Gate gate) {
        return String.format(Locale.ROOT, "  %s %-12s %s", gate.open() ? "open" : "SHUT", gate.name(), gate.reason());
    }

    String debts() {
        DebtStatus debts = status.debts();
        return String.format(
                Locale.ROOT,
                "Owed: %,d to the new side, %,d to the old one, the oldest for %s; %,d given up. %s, %s.",
                debts.toNew(),
                debts.toOld(),
                time(status.oldestDebt()),
                debts.dead(),
                Text.count(debts.announced(), "write is announced", "writes are announced"),
                Text.count(debts.waiting(), "user waits to be moved", "users wait to be moved"));
    }

    String backfill() {
        BackfillProgress progress = status.backfill();
        return progress == null
                ? "Backfill: none was begun."
                : String.format(
                        Locale.ROOT,
                        "Backfill: %s, %,d users, begun under plan %d.",
                        progress.done() ? "done" : "under way",
                        progress.users(),
                        progress.epoch());
    }

    String verified() {
        Verified verified = status.verified();
        return verified == null
                ? "Compared as a whole: never."
                : String.format(
                        Locale.ROOT,
                        "Compared as a whole: at %s, %,d rows, %,d differences.",
                        verified.at().truncatedTo(ChronoUnit.SECONDS),
                        verified.rows(),
                        verified.differences());
    }

    String compared() {
        return String.format(
                Locale.ROOT,
                "Reads compared: %,d, of which %,d differed (%s %%); %,d were not because others stood in line, %,d could not be.",
                status.compared(),
                status.mismatched(),
                percent(status.mismatched(), Math.max(1, status.compared())),
                status.dropped(),
                status.failedComparisons());
    }

    /** Calls of one kind on one side. */
    record Latency(String name, LatencyStatus status) {
        /** Of no call there is none. */
        String p50() {
            return status.calls() == 0 ? "-" : time(status.p50());
        }

        /** As {@link #p50}. */
        String p99() {
            return status.calls() == 0 ? "-" : time(status.p99());
        }
    }

    List<Latency> latencies() {
        List<Latency> latencies = new ArrayList<>();
        for (Side side : Side.values()) {
            String of = ", " + side.name().toLowerCase(Locale.ROOT) + " side";
            latencies.add(new Latency("reads" + of, status.reads(side)));
            latencies.add(new Latency("writes" + of, status.writes(side)));
            latencies.add(new Latency("compared" + of, status.shadowReads(side)));
        }
        return latencies;
    }

    /** A time with a unit that fits. */
    static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 1_000) {
            return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
        }
        double seconds = millis / 1e3;
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 7_200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.2f", 100.0 * part / whole);
    }
}
