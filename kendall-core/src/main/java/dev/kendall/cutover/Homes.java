package dev.kendall.cutover;

import dev.kendall.user.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where users are: by the plan, and for those whom it moves, by the journal, until they have arrived. Thread-safe. */
final class Homes {
    /** Beyond this many arrived users it begins anew: each costs one question more. */
    private static final int MOST = 100_000;

    private final CutoverStore store;
    private final PlanCache plans;
    private volatile Arrived arrived = new Arrived(0, Set.of());

    private record Arrived(long epoch, Set<UserId> users) {}

    Homes(CutoverStore store, PlanCache plans) {
        this.store = store;
        this.plans = plans;
    }

    /** The side that has the authority over the user's data. */
    Side of(UserId user, CutoverPlan plan) {
        if (!plan.isMoving(user)) {
            return plan.authority(user);
        }
        Arrived known = arrived;
        if (known.epoch() == plan.epoch() && known.users().contains(user)) {
            return plan.authority(user);
        }
        Home home = store.journal().home(user);
        if (home.epoch() != plan.epoch()) {
            plans.reload();
        } else if (home.settled()) {
            remember(user, plan.epoch());
        }
        return home.side();
    }

    private void remember(UserId user, long epoch) {
        Arrived known = arrived;
        if (known.epoch() != epoch || known.users().size() >= MOST) {
            known = new Arrived(epoch, ConcurrentHashMap.newKeySet());
            arrived = known;
        }
        known.users().add(user);
    }
}
