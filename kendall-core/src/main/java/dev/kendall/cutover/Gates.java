package dev.kendall.cutover;

import dev.kendall.cutover.Gate.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which gates stand before a change of stages, and whether they are open. */
final class Gates {
    private final CutoverStatus status;
    private final GateOptions options;
    private final CutoverPlan plan;

    Gates(CutoverStatus status, GateOptions options) {
        this.status = status;
        this.options = options;
        this.plan = status.plan();
    }

    /** The gates before these stages. */
    List<Gate> of(Stages next) {
        List<Gate> gates = new ArrayList<>();
        for (Name name : asked(plan.stages(), next)) {
            gates.add(
                    switch (name) {
                        case ORDER -> order(next);
                        case NOT_KILLED -> notKilled();
                        case SETTLED -> settled();
                        case DEBTS -> debts();
                        case NOTHING_OWED -> nothingOwed();
                        case DEAD_LETTERS -> deadLetters();
                        case BACKFILL -> backfill();
                        case VERIFIED -> verified();
                        case MISMATCHES -> mismatches();
                        case PARTS -> parts();
                    });
        }
        return gates;
    }

    /**
     * A new authority asks for everything; a comparison of reads for what it compares; the end of a side for the way there; the rest for the order only. A
     * way back after {@link Stage#LIVE} asks for the new side's word to have reached the old one, and for nothing that takes long.
     */
    private static Set<Name> asked(Stages before, Stages next) {
        Set<Name> asked = EnumSet.of(Name.ORDER);
        boolean toNew = movesTo(before, next, Side.NEW);
        boolean toOld = movesTo(before, next, Side.OLD);
        if (toNew || toOld) {
            asked.addAll(EnumSet.of(Name.NOT_KILLED, Name.DEAD_LETTERS, Name.PARTS, Name.BACKFILL));
        }
        if (toNew) {
            asked.addAll(EnumSet.of(Name.SETTLED, Name.DEBTS, Name.VERIFIED, Name.MISMATCHES));
        }
        if (enters(before, next, Stage.SHADOW)) {
            asked.addAll(EnumSet.of(Name.NOT_KILLED, Name.DEAD_LETTERS, Name.BACKFILL));
        }
        if (enters(before, next, Stage.RAMP_DOWN)) {
            asked.addAll(EnumSet.of(Name.SETTLED, Name.DEAD_LETTERS, Name.MISMATCHES));
        }
        if (enters(before, next, Stage.COMPLETE)) {
            asked.addAll(
                    EnumSet.of(Name.NOT_KILLED, Name.SETTLED, Name.NOTHING_OWED, Name.DEAD_LETTERS, Name.VERIFIED));
        }
        return asked;
    }

    private static boolean enters(Stages before, Stages next, Stage stage) {
        boolean from = stage.previous()
                .map(previous -> before.used().anyMatch(previous::equals))
                .orElse(false);
        return from && next.used().anyMatch(stage::equals) && !next.equals(before) && forward(before, next);
    }

    private static boolean forward(Stages before, Stages next) {
        return reach(next) > reach(before);
    }

    /** How far everyone is, with a ramp counting for its share and each named user a little. */
    private static long reach(Stages stages) {
        long reach = (long) stages.everyone().ordinal() * Ramp.WHOLE;
        Ramp ramp = stages.ramp();
        if (ramp != null) {
            reach += (long) (ramp.target().ordinal() - stages.everyone().ordinal()) * ramp.share();
        }
        return reach * Stages.MAX_USERS * 10
                + stages.users().values().stream()
                        .mapToLong(stage -> stage.ordinal() - stages.everyone().ordinal())
                        .sum();
    }

    private static boolean movesTo(Stages before, Stages next, Side side) {
        boolean used = next.used().anyMatch(stage -> stage.authority() == side);
        boolean other = before.used().anyMatch(stage -> stage.authority() == side.other());
        boolean onward = side == Side.NEW ? forward(before, next) : forward(next, before);
        return used && other && onward;
    }

    private Gate order(Stages next) {
        Stages now = plan.stages();
        int step = next.everyone().ordinal() - now.everyone().ordinal();
        if (Math.abs(step) > 1) {
            return shut(Name.ORDER, "from %s to %s is more than one stage", now.everyone(), next.everyone());
        }
        Ramp ramp = next.ramp();
        Ramp before = now.ramp();
        if (ramp != null && Math.abs(ramp.target().ordinal() - next.everyone().ordinal()) != 1) {
            return shut(Name.ORDER, "a ramp from %s to %s is more than one stage", next.everyone(), ramp.target());
        }
        if (ramp != null && before != null && before.target() == ramp.target() && ramp.share() < before.share()) {
            return shut(
                    Name.ORDER,
                    "a share of %s is less than the %s of now; shares only grow, roll back instead",
                    ramp.share(),
                    before.share());
        }
        return open(Name.ORDER, "one stage at a time");
    }

    private Gate notKilled() {
        return plan.killed()
                ? shut(Name.NOT_KILLED, "the other side is left alone; revive it first")
                : open(Name.NOT_KILLED, "the other side follows");
    }

    private Gate settled() {
        if (!plan.isEffective(status.debts().now())) {
            return shut(Name.SETTLED, "the change before takes effect at %s", plan.effectiveAt());
        }
        long waiting = status.debts().waiting();
        return waiting > 0
                ? shut(Name.SETTLED, "%s users wait for their debts before they move", waiting)
                : open(Name.SETTLED, "nobody waits to be moved");
    }

    private Gate debts() {
        long debts = status.debts().total();
        Duration age = status.oldestDebt();
        boolean open = debts <= options.maxDebts() && age.compareTo(options.maxDebtAge()) <= 0;
        return gate(
                Name.DEBTS,
                open,
                "%s debts of at most %s, the oldest of them %s of at most %s old",
                debts,
                options.maxDebts(),
                text(age),
                text(options.maxDebtAge()));
    }

    /** What the new side lacks would be lost with the old one. What the old side lacks has to be young, and is copied in the last stage, too. */
    private Gate nothingOwed() {
        DebtStatus debts = status.debts();
        if (debts.total() == 0 && debts.announced() == 0) {
            return open(Name.NOTHING_OWED, "nothing is owed to either side");
        }
        boolean young =
                debts.total() <= options.maxDebts() && status.oldestDebt().compareTo(options.maxDebtAge()) <= 0;
        if (debts.toNew() == 0 && young) {
            return gate(
                    Name.NOTHING_OWED,
                    true,
                    "nothing to the new side; %s debts to the old one, the oldest %s old, and %s announced writes will still be copied",
                    debts.toOld(),
                    text(status.oldestDebt()),
                    debts.announced());
        }
        return shut(
                Name.NOTHING_OWED,
                "%s debts to the new side, of which there must be none, and %s to the old one, of at most %s; the oldest of them %s of at most %s old",
                debts.toNew(),
                debts.toOld(),
                options.maxDebts(),
                text(status.oldestDebt()),
                text(options.maxDebtAge()));
    }

    private Gate deadLetters() {
        long dead = status.debts().dead();
        return dead == 0
                ? open(Name.DEAD_LETTERS, "no debt was given up")
                : shut(Name.DEAD_LETTERS, "%s debts were given up; replay or heal them", dead);
    }

    private Gate backfill() {
        BackfillProgress progress = status.backfill();
        if (progress == null) {
            return shut(Name.BACKFILL, "no backfill was begun");
        }
        if (progress.epoch() < plan.copyingSince()) {
            return shut(
                    Name.BACKFILL,
                    "the backfill of plan %s is older than the double writes, which began with plan %s; begin another",
                    progress.epoch(),
                    plan.copyingSince());
        }
        return gate(
                Name.BACKFILL,
                progress.done(),
                "the backfill is %s, with %s users",
                progress.done() ? "done" : "under way",
                progress.users());
    }

    private Gate verified() {
        Verified verified = status.verified();
        if (verified == null) {
            return shut(Name.VERIFIED, "both sides were never compared as a whole");
        }
        Duration age = Duration.between(verified.at(), status.debts().now());
        boolean open = verified.isEqual() && age.compareTo(options.verifiedWithin()) <= 0;
        return gate(
                Name.VERIFIED,
                open,
                "%s differences in %s rows, %s of at most %s ago",
                verified.differences(),
                verified.rows(),
                text(age),
                text(options.verifiedWithin()));
    }

    private Gate mismatches() {
        boolean open = status.compared() >= options.minSamples() && status.mismatchRate() <= options.maxMismatchRate();
        return gate(
                Name.MISMATCHES,
                open,
                "%s of %s compared reads differed, which is %.4f of at most %.4f; at least %s must be compared",
                status.mismatched(),
                status.compared(),
                status.mismatchRate(),
                options.maxMismatchRate(),
                options.minSamples());
    }

    private Gate parts() {
        String single = Arrays.stream(Part.values())
                .filter(part -> {
                    Stage stage = plan.stages().parts().get(part);
                    return stage != null && !stage.copies();
                })
                .map(part -> part + " is "
                        + Objects.requireNonNull(plan.stages().parts().get(part)))
                .collect(Collectors.joining(", "));
        return single.isEmpty()
                ? open(Name.PARTS, "every part follows")
                : shut(Name.PARTS, "not every part is written to both sides: %s", single);
    }

    /** In the largest unit of which there is one, down to seconds, and the next smaller one where it says anything. */
    static String text(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? text(seconds / 60, "min", seconds % 60, "s")
                : text(seconds / 3_600, "h", seconds / 60 % 60, "min");
    }

    private static String text(long large, String unit, long small, String smaller) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }

    private static Gate gate(Name name, boolean open, String reason, Object... values) {
        return new Gate(name, open, String.format(Locale.ROOT, reason, values));
    }

    private static Gate open(Name name, String reason) {
        return new Gate(name, true, reason);
    }

    private static Gate shut(Name name, String reason, Object... values) {
        return gate(name, false, reason, values);
    }
}
