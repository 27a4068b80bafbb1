package dev.kendall.cutover;

import dev.kendall.cutover.Debts.Care;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steers a cutover: shows how it stands, and moves users on and back through the stages, as far as the gates let them. Thread-safe; it needs the store
 * only, not the storages, and works on any node or none.
 *
 * <p>Every method throws {@link StorageUnavailable} when the store cannot be reached, and {@link Conflict} when somebody else changed the plan at the
 * same moment: look again, and decide again.
 */
public final class Cutover {
    private static final Logger LOG = LoggerFactory.getLogger(Cutover.class);
    private static final int MISMATCHES = 100;

    private final CutoverStore store;
    private final GateOptions options;

    /** Whether gates that are shut count. */
    public enum Force {
        /** They do: the plan stays as it is. */
        NEVER,
        /** They do not; what is overridden stands in the log and in the decision. */
        OVERRIDE
    }

    /** Steers by these gates. */
    public Cutover(CutoverStore store, GateOptions options) {
        this.store = Objects.requireNonNull(store, "store");
        this.options = Objects.requireNonNull(options, "options");
    }

    /** How it stands. */
    public CutoverStatus status() {
        CutoverPlan plan = store.plan();
        List<Gate> gates = plan.stages()
                .everyone()
                .next()
                .map(next -> gates(plan, plan.stages().everyone(next)))
                .orElse(List.of());
        return status(plan, gates);
    }

    private CutoverStatus status(CutoverPlan plan, List<Gate> gates) {
        return new CutoverStatus(
                plan,
                store.debts().status(),
                store.findBackfill().orElse(null),
                store.findVerified().orElse(null),
                store.tombstones().count(),
                store.observations().counters(),
                store.observations().listMismatches(MISMATCHES),
                gates);
    }

    private List<Gate> gates(CutoverPlan plan, Stages next) {
        return new Gates(status(plan, List.of()), options).of(next);
    }

    /** Moves everyone who is not named to the next stage, and ends a ramp. Behind the last stage there is nothing: an illegal state. */
    public Decision advance(Force force) {
        CutoverPlan plan = store.plan();
        Stage next = plan.stages()
                .everyone()
                .next()
                .orElseThrow(() -> new IllegalStateException("everyone is in the last stage already"));
        return change(plan, plan.stages().everyone(next), force);
    }

    /**
     * Moves a share of the users to the next stage, or more of them.
     *
     * @param share how many of {@value Ramp#WHOLE}; more than before. All of them: everyone moves, and the ramp ends
     */
    public Decision ramp(int share, Force force) {
        CutoverPlan plan = store.plan();
        Stage next = plan.stages()
                .everyone()
                .next()
                .orElseThrow(() -> new IllegalStateException("everyone is in the last stage already"));
        Ramp ramp = new Ramp(next, share);
        Stages stages = share == Ramp.WHOLE
                ? plan.stages().everyone(next)
                : plan.stages().ramp(ramp);
        return change(plan, stages, force);
    }

    /** Moves one user to a stage by name, or lets the user follow the others again. */
    public Decision user(UserId user, @Nullable Stage stage, Force force) {
        CutoverPlan plan = store.plan();
        return change(plan, plan.stages().user(user, stage), force);
    }

    /** Moves one part of everybody's data to a stage; it counts for users of the same authority. Null: it follows its users again. */
    public Decision part(Part part, @Nullable Stage stage, Force force) {
        CutoverPlan plan = store.plan();
        return change(plan, plan.stages().part(part, stage), force);
    }

    /**
     * Moves users back: ends a ramp, or, where there is none, moves everyone who is not named to the stage before. What is owed the other way is settled
     * first, user by user; back to the old side's authority this needs a side that followed without a gap. Before the first stage there is nothing: an
     * illegal state.
     */
    public Decision rollback(Force force) {
        CutoverPlan plan = store.plan();
        Stages stages = plan.stages();
        if (stages.ramp() != null) {
            return change(plan, stages.ramp(null), force);
        }
        Stage before = stages.everyone()
                .previous()
                .orElseThrow(() -> new IllegalStateException("everyone is in the first stage already"));
        return change(plan, stages.everyone(before), force);
    }

    private Decision change(CutoverPlan plan, Stages stages, Force force) {
        List<Gate> gates = gates(plan, stages);
        List<Gate> shut = gates.stream().filter(gate -> !gate.open()).toList();
        if (!shut.isEmpty() && force == Force.NEVER) {
            return new Decision(false, plan, gates);
        }
        shut.forEach(
                gate -> LOG.warn("the cutover goes on although its gate {} is shut: {}", gate.name(), gate.reason()));
        Instant now = store.debts().status().now();
        CutoverPlan next = plan.with(stages, now, now.plus(options.changeDelay()));
        publish(next);
        store.observations().clear();
        return new Decision(true, next, gates);
    }

    /**
     * Leaves the other side alone, at once: nothing is copied to it and nothing read from it. The authority stays where it is; a change that has taken no
     * effect yet is dropped. What is written meanwhile stays owed. A node learns of it with its next look at the plan.
     */
    public CutoverPlan kill() {
        CutoverPlan plan = store.plan();
        return plan.killed() ? plan : publish(plan.kill(store.debts().status().now()));
    }

    /** Ends {@link #kill}: what is owed is settled, and reads are compared again. */
    public CutoverPlan revive() {
        CutoverPlan plan = store.plan();
        return plan.killed() ? publish(plan.revive()) : plan;
    }

    private CutoverPlan publish(CutoverPlan next) {
        if (!store.publish(next)) {
            throw new Conflict("somebody else changed the plan of the cutover; look at its status and decide again");
        }
        LOG.info("the cutover's plan {} is published: {}", next.epoch(), next.stages());
        return next;
    }

    /**
     * Begins a backfill: workers let everything be owed that was stored before both sides were written. The one before, if any, ends.
     *
     * @throws IllegalStateException when the plan has taken no effect yet: nodes may still write one side only
     */
    public BackfillProgress backfill() {
        CutoverPlan plan = store.plan();
        Instant now = store.debts().status().now();
        if (!plan.isEffective(now)) {
            throw new IllegalStateException("the plan takes effect at " + plan.effectiveAt()
                    + ", and until then nodes may write one side only; begin then");
        }
        BackfillProgress begun =
                new BackfillProgress(plan.epoch(), plan.stages().everyone().authority(), null, 0, false, now);
        store.save(begun);
        return begun;
    }

    /** Notes a comparison of both sides as a whole, for the gates. */
    public void verified(Verified verified) {
        store.save(verified);
    }

    /** Tries every debt again that was given up; how many. */
    public int replay() {
        return store.debts().replay();
    }

    /** Tries every debt again that was given up, and overwrites what looks newer on the side that follows; how many. */
    public int heal() {
        List<DeadLetter> dead = store.debts().listDead(1_000);
        dead.forEach(letter -> {
            Scope scope = letter.debt().scope();
            store.debts().owe(scope.user(), Set.of(scope), Care.HEALING);
        });
        return dead.size();
    }
}
