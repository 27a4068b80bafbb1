package dev.kendall.cutover;

import dev.kendall.cutover.Counters.Work;
import dev.kendall.cutover.Journal.Writer;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.storage.Storage;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes for one user: announced in the journal, done on the authority, confirmed. Thread-safe.
 *
 * <p>Nothing that was acknowledged is forgotten, wherever a node stops. Before the announcement nothing was written. Between it and the
 * confirmation the announced write stays in the journal, is swept when no write can still be under way, and is settled by reading what is there.
 * After the confirmation it is owed.
 */
final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    /** A plan that changes this often between two calls is no plan. */
    private static final int PLANS = 10;

    private final Node node;

    Writes(Node node) {
        this.node = node;
    }

    <R> R run(Write<R> write) {
        for (int i = 0; i < PLANS; i++) {
            CutoverPlan plan = node.plans().current();
            if (copied(plan, write.scopes()).isEmpty()) {
                return node.sides().call(plan.authority(write.user()), Work.WRITE, write.call());
            }
            Optional<Done<R>> done = run(write, plan);
            if (done.isPresent()) {
                return done.get().result();
            }
            node.plans().reload();
        }
        throw planKeepsChanging(write.user());
    }

    static StorageUnavailable planKeepsChanging(UserId user) {
        return new StorageUnavailable(
                "the plan of the cutover changed again and again during a write for user " + user + "; try again",
                Duration.ofSeconds(1),
                null);
    }

    /** Those of the scopes that have to be entered in the journal. */
    static Set<Scope> copied(CutoverPlan plan, Set<Scope> scopes) {
        return scopes.stream()
                .filter(scope -> plan.journals(scope.user(), scope.part()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private record Done<R>(R result) {}

    /** Empty when the plan was not the latest, and nothing was written. */
    private <R> Optional<Done<R>> run(Write<R> write, CutoverPlan plan) {
        Side home = node.homes().of(write.user(), plan);
        if (node.sides().at(home) instanceof TransactionalStorage storage
                && node.store().journal().joins(storage)) {
            return joined(write, plan, home);
        }
        Instant begun = node.clock().instant();
        Optional<Intent> intent =
                node.store().journal().begin(write.user(), copied(plan, write.scopes()), plan.epoch());
        return intent.map(announced -> new Done<>(announced(write, plan, announced, begun)));
    }

    /** Write and debt in one transaction. */
    private <R> Optional<Done<R>> joined(Write<R> write, CutoverPlan plan, Side home) {
        TransactionalStorage storage = (TransactionalStorage) node.sides().at(home);
        Writer writer = new Writer(write.user(), home, plan.epoch());
        try {
            R result = node.sides()
                    .measure(
                            home,
                            Work.WRITE,
                            () -> LostRaces.redo(() -> storage.inTransaction(transaction -> {
                                R written = write.call().apply(transaction);
                                Set<Scope> touched =
                                        copied(plan, write.touched().apply(written));
                                if (!node.store().journal().mark(transaction, touched, writer)) {
                                    throw new StalePlan();
                                }
                                return written;
                            })));
            node.alarm().ring();
            return Optional.of(new Done<>(result));
        } catch (StalePlan e) {
            return Optional.empty();
        }
    }

    /** Ends a transaction that went by an old plan. Never leaves this package. */
    static final class StalePlan extends Redirection {
        private static final long serialVersionUID = 1;

        StalePlan() {
            super("the plan of the cutover changed meanwhile");
        }
    }

    private <R> R announced(Write<R> write, CutoverPlan plan, Intent intent, Instant begun) {
        R result;
        try {
            result = node.sides().call(intent.authority(), Work.WRITE, write.call());
        } catch (RuntimeException | Error e) {
            failed(intent, e);
            throw e;
        }
        confirm(intent, copied(plan, write.touched().apply(result)), begun);
        return result;
    }

    /**
     * What the storage refused did not happen where it has transactions, and ended half done at worst where it has none. What it did not answer may
     * happen yet, and is left to be swept.
     */
    void failed(Intent intent, Throwable failure) {
        if (isUnknown(failure)) {
            return;
        }
        Storage authority = node.sides().at(intent.authority());
        try {
            if (authority instanceof TransactionalStorage) {
                node.store().journal().cancel(intent);
            } else {
                node.store().journal().confirm(intent, intent.scopes());
                node.alarm().ring();
            }
        } catch (StorageUnavailable e) {
            LOG.warn("a failed write for user {} stays announced until it is swept: {}", intent.user(), e.getMessage());
        }
    }

    static boolean isUnknown(Throwable failure) {
        return failure instanceof StorageUnavailable
                || failure instanceof Cancelled
                || !(failure instanceof KendallException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof NullPointerException);
    }

    /**
     * Confirms a write that happened. When the store cannot be reached now, the write still counts, because it is announced; except when it may
     * have been swept before it happened.
     *
     * @throws StorageUnavailable when the write does not count
     */
    void confirm(Intent intent, Set<Scope> touched, Instant begun) {
        boolean counts;
        try {
            counts = node.store().journal().confirm(intent, touched);
        } catch (StorageUnavailable e) {
            Duration took = Duration.between(begun, node.clock().instant());
            counts = took.compareTo(node.options().writeDeadline().dividedBy(2)) < 0;
            LOG.warn("a write for user {} is settled later: {}", intent.user(), e.getMessage());
        }
        if (!counts) {
            throw new StorageUnavailable(
                    "a write for user " + intent.user() + " took longer than the cutover allows, and may be undone;"
                            + " read again, and raise the write deadline where this happens often",
                    Duration.ofSeconds(1),
                    null);
        }
        node.alarm().ring();
    }
}
