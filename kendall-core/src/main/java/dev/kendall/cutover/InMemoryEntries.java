package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.id.IdGenerator;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plan and what is entered under it, behind one lock. */
final class InMemoryEntries {
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final IdGenerator ids;
    private final Map<UserId, OfUser> users = new LinkedHashMap<>();
    private final Map<EntityRef, Instant> tombstones = new HashMap<>();
    private CutoverPlan plan;

    /** Announced writes and debts of one user: all of them in one direction. */
    static final class OfUser {
        private final Map<UUID, Intent> intents = new LinkedHashMap<>();
        private final Map<Scope, Owed> debts = new LinkedHashMap<>();
        private @Nullable Side from;
        private @Nullable UUID token;
        private Instant leasedUntil = Instant.MIN;

        Map<UUID, Intent> intents() {
            return intents;
        }

        Map<Scope, Owed> debts() {
            return debts;
        }

        /** The side that announced writes and debts lead away from; null when there are none. */
        @Nullable
        Side from() {
            return intents.isEmpty() && debts.isEmpty() ? null : from;
        }

        void from(Side side) {
            from = side;
        }

        boolean isLeased(Instant now) {
            return token != null && now.isBefore(leasedUntil);
        }

        /** Whether a lease ended that was never given back. */
        boolean isAbandoned(Instant now) {
            return token != null && !now.isBefore(leasedUntil);
        }

        boolean holds(UUID claim, Instant now) {
            return claim.equals(token) && now.isBefore(leasedUntil);
        }

        void lease(UUID claim, Instant until) {
            token = claim;
            leasedUntil = until;
        }

        void endLease() {
            token = null;
        }
    }

    /**
     * A debt as it stands.
     *
     * @param due when to try again, or null when it was given up
     * @param reason why it failed the last time
     */
    record Owed(Debt debt, @Nullable Instant due, String reason) {
        boolean isDue(Instant now) {
            return due != null && !now.isBefore(due);
        }
    }

    InMemoryEntries(CutoverPlan plan, InstantSource clock, IdGenerator ids) {
        this.plan = plan;
        this.clock = clock;
        this.ids = ids;
    }

    <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return Checks.time("the clock's time", clock.instant());
    }

    UUID newId() {
        return ids.next();
    }

    CutoverPlan plan() {
        return plan;
    }

    boolean publish(CutoverPlan next) {
        if (next.epoch() != plan.epoch() + 1) {
            return false;
        }
        plan = next;
        return true;
    }

    Map<UserId, OfUser> users() {
        return users;
    }

    OfUser user(UserId user) {
        return users.computeIfAbsent(user, key -> new OfUser());
    }

    /** Forgets a user of whom nothing is entered any more. */
    void trim(UserId user) {
        OfUser entry = users.get(user);
        if (entry != null && entry.from() == null && entry.token == null) {
            users.remove(user);
        }
    }

    Side home(UserId user) {
        OfUser entry = users.get(user);
        Side held = entry == null ? null : entry.from();
        return held == null ? plan.authority(user, now()) : held;
    }

    /** Lets a scope be owed away from {@code from}, due now. */
    void owe(Scope scope, Side from, boolean healing) {
        OfUser entry = user(scope.user());
        entry.from(from);
        Owed owed = entry.debts().get(scope);
        Debt debt = owed == null
                ? new Debt(scope, 1, healing, 0, now())
                : new Debt(
                        scope,
                        owed.debt().generation() + 1,
                        healing || owed.debt().healing(),
                        0,
                        owed.debt().since());
        entry.debts().put(scope, new Owed(debt, now(), ""));
    }

    Map<EntityRef, Instant> tombstones() {
        return tombstones;
    }
}
