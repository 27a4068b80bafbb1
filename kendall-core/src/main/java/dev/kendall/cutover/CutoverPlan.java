package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What all nodes of a cutover go by. Immutable; its JSON form is that of {@link dev.kendall.json.DomainJson}.
 *
 * <p>A change takes effect some time after it was published, longer than any node goes without loading the plan. Until then the stages before it
 * count, but a node that has loaded the change already asks the journal where the users are whom it moves, so that no clock decides: see {@link
 * Journal#home}. Afterwards they are kept as {@code former} until the last of these users has moved.
 *
 * @param epoch 1 at first, one more with every change
 * @param salt what users are hashed with into the buckets of a ramp; never changed
 * @param stages what counts once the plan takes effect
 * @param former what counted before, latest last, as long as somebody may not have moved yet; at most {@value #MAX_FORMER}
 * @param effectiveAt when the stages take effect, by the clock of the store
 * @param killed whether the other side is left alone: nothing is copied and nothing is compared; debts are kept
 * @param copyingSince the epoch since which everything that is written is also owed to the other side, wherever the stages say so: a backfill
 *     has to be younger
 */
public record CutoverPlan(
        long epoch,
        String salt,
        Stages stages,
        List<Stages> former,
        Instant effectiveAt,
        boolean killed,
        long copyingSince) {
    /** The most changes that can wait for users to move. */
    public static final int MAX_FORMER = 8;

    /** Checks the fields and copies the list. */
    public CutoverPlan {
        Checks.version(epoch);
        Checks.text("salt", salt, 100);
        Objects.requireNonNull(stages, "stages");
        former = List.copyOf(former);
        Checks.range("number of former stages", former.size(), 0, MAX_FORMER);
        effectiveAt = Checks.time("effective at", effectiveAt);
        Checks.version(copyingSince);
    }

    /** The first plan: everyone in a stage, at once. */
    public static CutoverPlan first(Stage everyone, String salt) {
        return new CutoverPlan(1, salt, Stages.all(everyone), List.of(), Checks.MIN_TIME, false, 1);
    }

    /**
     * This plan with other stages. When these take no effect yet, they never do.
     *
     * @throws IllegalStateException when users wait to be moved by {@value #MAX_FORMER} changes before this one
     */
    public CutoverPlan with(Stages next, Instant now, Instant effectiveAt) {
        List<Stages> before = new ArrayList<>(former);
        if (isEffective(now) || before.isEmpty()) {
            before.add(stages);
        }
        if (before.size() > MAX_FORMER) {
            throw new IllegalStateException("users still wait to be moved by " + MAX_FORMER
                    + " changes of the plan; wait until their debts are settled");
        }
        boolean more = next.copiesMoreThan(stages) || before.stream().anyMatch(each -> next.copiesMoreThan(each));
        return new CutoverPlan(epoch + 1, salt, next, before, effectiveAt, killed, more ? epoch + 1 : copyingSince);
    }

    /** This plan, with the other side left alone. A change that takes no effect yet never does: the authority stays where it is. */
    public CutoverPlan kill(Instant now) {
        Stages stay = isEffective(now) || former.isEmpty() ? stages : former.get(former.size() - 1);
        return new CutoverPlan(epoch + 1, salt, stay, former, effectiveAt, true, copyingSince);
    }

    /** This plan, with the other side no longer left alone. */
    public CutoverPlan revive() {
        return new CutoverPlan(epoch + 1, salt, stages, former, effectiveAt, false, copyingSince);
    }

    /** This plan, once nobody waits to be moved. */
    public CutoverPlan settled() {
        return new CutoverPlan(epoch + 1, salt, stages, List.of(), effectiveAt, killed, copyingSince);
    }

    /** Whether the stages count by now. */
    public boolean isEffective(Instant now) {
        return !now.isBefore(effectiveAt);
    }

    /** Whether it is this plan that began to let more be copied: what is older has to be brought by a backfill. */
    public boolean copiesAnew() {
        return copyingSince == epoch;
    }

    /** The user's stage. */
    public Stage stage(UserId user) {
        return stages.of(user, salt);
    }

    /** The stage of a part of the user's data. */
    public Stage stage(UserId user, Part part) {
        return stages.of(user, part, salt);
    }

    /** The side that has, or gets, the authority over the user's data. */
    public Side authority(UserId user) {
        return stage(user).authority();
    }

    /** The side that has the authority over a user's data at this time who is not held by debts. */
    public Side authority(UserId user, Instant now) {
        return isEffective(now) || former.isEmpty()
                ? authority(user)
                : former.get(former.size() - 1).of(user, salt).authority();
    }

    /** Whether the user's authority was another one in stages before, so that only the journal knows where it is. */
    public boolean isMoving(UserId user) {
        Side authority = authority(user);
        return former.stream().anyMatch(before -> before.of(user, salt).authority() != authority);
    }

    /** Whether a write of such a thing has to be entered in the journal. */
    public boolean journals(UserId user, Part part) {
        return stage(user, part).copies()
                || isMoving(user)
                || former.stream()
                        .anyMatch(before -> before.of(user, part, salt).copies());
    }

    /** The sides that have, or may still have, the authority over some user. */
    public Set<Side> authorities() {
        Set<Side> sides = EnumSet.noneOf(Side.class);
        stages.used().map(Stage::authority).forEach(sides::add);
        former.forEach(before -> before.used().map(Stage::authority).forEach(sides::add));
        return sides;
    }

    /** Whether the side is called at all: it has, or may have, the authority over some user, or follows it and is not left alone. */
    boolean isInUse(Side side) {
        return authorities().contains(side) || !killed && stages.used().anyMatch(Stage::copies);
    }

    /** Whether the other side may be touched for such a thing of the user, whose data is at {@code from} now. */
    boolean touchesOther(UserId user, Part part, Side from) {
        return !killed && (stage(user, part).copies() || authority(user) != from);
    }
}
