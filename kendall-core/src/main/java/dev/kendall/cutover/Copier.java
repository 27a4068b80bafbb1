package dev.kendall.cutover;

import dev.kendall.chat.MessageId;
import dev.kendall.cutover.ClaimResult.Later;
import dev.kendall.entity.EntityKind;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.replica.ReplicaStorage.Errand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the side that follows equal to the authority, wherever that is owed. Thread-safe; any number of copiers on any number of nodes share the
 * work.
 *
 * <p><b>Why no order of changes is kept.</b> A debt says which row, not what happened to it. The row is read from the authority when it is copied, and
 * what is there then is right, however many changes led to it and in whichever order they were confirmed. A change that comes after the reading
 * raises the debt's generation, so that it stays owed. What was copied twice does no harm. So there is nothing to lose between two changes, and
 * nothing to repeat; a queue of changes, which was rejected, has to be complete and in order for ever.
 *
 * <p>One copier at a time has a user's debts. One that takes them over from another that fell silent settles nothing at first, but looks a second
 * time when the silent one's writes must have ended.
 */
public final class Copier {
    private static final Logger LOG = LoggerFactory.getLogger(Copier.class);
    private static final Duration PARKED = Duration.ofSeconds(30);
    private static final int MOST_CLAIMS = 1_000;
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Node node;
    private final Sides sides;

    Copier(Node node) {
        this.node = node;
        this.sides = node.sides().during(Errand.COPYING);
    }

    /**
     * Settles what is due, until nothing is, or a side cannot be reached, or a thousand claims were worked on.
     *
     * @throws StorageUnavailable when the store of the cutover cannot be reached
     * @throws Cancelled when the thread is interrupted
     */
    public CopyReport runOnce() {
        return runOnce(NO_LIMIT);
    }

    /** As {@link #runOnce()}, and stops between two claims when it has worked for longer than this: the alarm rings then, as there may be more to do. */
    CopyReport runOnce(Duration most) {
        int swept = node.store().debts().sweep(node.options().writeDeadline());
        CopyReport report = new CopyReport(swept, 0, 0, 0, 0, 0);
        Instant begun = node.clock().instant();
        for (int i = 0; i < MOST_CLAIMS; i++) {
            if (Duration.between(begun, node.clock().instant()).compareTo(most) > 0) {
                node.alarm().ring();
                break;
            }
            Optional<CopyReport> claim = copyOneClaim();
            if (claim.isEmpty()) {
                break;
            }
            report = report.plus(claim.get());
        }
        return report;
    }

    /** Settles what is due of one user; empty when nothing is. */
    Optional<CopyReport> copyOneClaim() {
        CutoverPlan plan = node.plans().current();
        if (plan.killed()) {
            return Optional.empty();
        }
        return node.store()
                .debts()
                .claim(node.options().claimSize(), node.options().lease())
                .map(claim -> new Working(claim, plan).run());
    }

    /** How long a debt is left alone after this many vain attempts. */
    private Duration backoff(int attempts) {
        Duration first = node.options().firstBackoff();
        Duration most = node.options().maxBackoff();
        Duration wait = first.multipliedBy(1L << Math.min(20, Math.max(0, attempts - 1)));
        return wait.compareTo(most) > 0 ? most : wait;
    }

    /** A claim that is not this copier's any more. */
    private static final class LostClaim extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostClaim() {
            super("the claim ended before the work", null, false, false);
        }
    }

    private final class Working {
        private final Claim claim;
        private final CutoverPlan plan;
        private final UserCopy copy;
        private final List<Debt> settled = new ArrayList<>();
        private final List<Later> later = new ArrayList<>();
        private Instant extended = node.clock().instant();
        private @Nullable KendallException outage;

        Working(Claim claim, CutoverPlan plan) {
            this.claim = claim;
            this.plan = plan;
            this.copy = new UserCopy(claim.user(), sides, claim.from(), this::keepAlive);
        }

        CopyReport run() {
            try {
                List<Debt> debts = claim.debts();
                for (int i = 0; i < debts.size(); ) {
                    int end = endOfMessages(i);
                    if (end - i > 1 && copiesTogether(debts.subList(i, end))) {
                        debts.subList(i, end).forEach(this::settled);
                    } else {
                        debts.subList(i, Math.max(end, i + 1)).forEach(this::settle);
                    }
                    i = Math.max(end, i + 1);
                }
            } catch (LostClaim e) {
                LOG.warn("a copier was too slow for its claim of user {}; it is done again", claim.user());
            }
            boolean kept = node.store().debts().release(claim, new ClaimResult(settled, later, copy.gone()));
            int dead = (int) later.stream().filter(each -> each.after() == null).count();
            return new CopyReport(
                    0, kept ? settled.size() : 0, copy.rowsPut(), copy.rowsDeleted(), later.size() - dead, dead);
        }

        /** Behind the single messages that begin at this debt: they are the most frequent by far, and copied with few calls. */
        private int endOfMessages(int begin) {
            int end = begin;
            while (end < claim.debts().size() && isPlainMessage(claim.debts().get(end))) {
                end++;
            }
            return end;
        }

        private boolean isPlainMessage(Debt debt) {
            return debt.scope() instanceof Scope.Row row && row.ref().kind() == EntityKind.MESSAGE && mayTouch();
        }

        /** A stage that copies nothing owes nothing new: what is owed there is the rest of the stage before, without which the side would stay half done. */
        private boolean mayTouch() {
            return outage == null && !plan.killed();
        }

        private boolean copiesTogether(List<Debt> messages) {
            keepAlive();
            try {
                copy.copyMessages(messages.stream()
                        .map(debt ->
                                MessageId.of(((Scope.Row) debt.scope()).ref().id()))
                        .toList());
                return true;
            } catch (KendallException | IllegalArgumentException e) {
                LOG.debug("messages are copied one by one: {}", e.getMessage());
                return false;
            }
        }

        private void settle(Debt debt) {
            if (outage != null) {
                postpone(debt, outage, false);
            } else if (!mayTouch()) {
                later.add(new Later(debt, debt.attempts(), PARKED, "the other side is left alone"));
            } else {
                keepAlive();
                try {
                    copy.begin();
                    copy.copy(debt.scope(), debt.healing());
                    settled(debt);
                } catch (LostClaim | Cancelled e) {
                    throw e;
                } catch (StorageUnavailable e) {
                    outage = e;
                    postpone(debt, e, false);
                } catch (RuntimeException e) {
                    postpone(debt, e, true);
                }
            }
        }

        private void settled(Debt debt) {
            if (claim.takenOver()) {
                later.add(new Later(debt, debt.attempts(), node.options().lease(), "looked at a second time"));
            } else {
                settled.add(debt);
            }
        }

        /** A side that cannot be reached is waited for; what fails by itself is given up in the end. */
        private void postpone(Debt debt, RuntimeException failure, boolean counts) {
            int most = node.options().maxAttempts();
            int attempts = debt.attempts() + 1;
            boolean dead = counts && attempts >= most;
            later.add(new Later(
                    debt,
                    counts ? attempts : Math.min(attempts, most - 1),
                    dead ? null : backoff(attempts),
                    reason(failure)));
            if (dead) {
                LOG.warn(
                        "a debt of user {} is given up after {} attempts: {}", claim.user(), attempts, reason(failure));
            }
        }

        private static String reason(RuntimeException failure) {
            boolean ours = failure instanceof KendallException || failure instanceof NewerThere;
            String text = ours
                    ? String.valueOf(failure.getMessage())
                    : failure.getClass().getName();
            return text.substring(0, Math.min(text.length(), 500));
        }

        /** Keeps the claim while the work goes on. */
        private void keepAlive() {
            Instant now = node.clock().instant();
            Duration third = node.options().lease().dividedBy(3);
            if (Duration.between(extended, now).compareTo(third) > 0) {
                if (!node.store().debts().extend(claim, node.options().lease())) {
                    throw new LostClaim();
                }
                extended = now;
            }
        }
    }
}
