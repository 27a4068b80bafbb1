package dev.kendall.cutover;

import dev.kendall.cutover.Debts.Care;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets everything be owed that both sides have, user by user, so that it goes the way of all writes: what is written meanwhile is not overwritten,
 * and what is deleted meanwhile does not come back. It goes on where it was left, on whichever node.
 */
final class Backfill {
    private static final int USERS = 100;
    /** Enough to keep copiers busy; more would only stand in the way of fresh debts. */
    private static final long MOST_DEBTS = 1_000;

    private final Node node;

    Backfill(Node node) {
        this.node = node;
    }

    /** Begins from the first user. */
    void begin(CutoverPlan plan) {
        Side from = plan.stages().everyone().authority();
        node.store()
                .save(new BackfillProgress(
                        plan.epoch(),
                        from,
                        null,
                        0,
                        false,
                        node.store().debts().status().now()));
    }

    /** Goes on for some users, unless there are debts enough; does nothing when no backfill was begun or it is done. */
    void runOnce() {
        Optional<BackfillProgress> progress = node.store().findBackfill();
        if (progress.isEmpty()
                || progress.get().done()
                || node.plans().current().killed()) {
            return;
        }
        DebtStatus debts = node.store().debts().status();
        if (debts.total() < MOST_DEBTS) {
            node.store().save(next(progress.get(), debts));
        }
    }

    private BackfillProgress next(BackfillProgress progress, DebtStatus debts) {
        CutoverPlan plan = node.plans().current();
        UserId after = progress.after();
        Page<User> left = users(progress.from(), after);
        Page<User> right = users(progress.from().other(), after);
        Set<UserId> users = new TreeSet<>();
        UserId end = earlier(end(left), end(right));
        for (Page<User> page : List.of(left, right)) {
            page.items().stream()
                    .map(User::id)
                    .filter(user -> end == null || user.compareTo(end) <= 0)
                    .forEach(users::add);
        }
        users.forEach(user -> node.store().debts().owe(user, copied(plan, user), Care.CAREFUL));
        node.alarm().ring();
        return new BackfillProgress(
                progress.epoch(),
                progress.from(),
                end == null ? after : end,
                progress.users() + users.size(),
                end == null,
                debts.now());
    }

    private static Set<Scope> copied(CutoverPlan plan, UserId user) {
        return Scope.everything(user).stream()
                .filter(scope -> plan.journals(user, scope.part()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Page<User> users(Side side, @Nullable UserId after) {
        PageRequest first = PageRequest.first(USERS);
        return node.sides()
                .at(side)
                .users()
                .list(after == null ? first : first.after(Cursor.of("users", after.value())));
    }

    private static @Nullable UserId end(Page<User> page) {
        return page.next() == null
                ? null
                : page.items().get(page.items().size() - 1).id();
    }

    private static @Nullable UserId earlier(@Nullable UserId left, @Nullable UserId right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.compareTo(right) <= 0 ? left : right;
    }
}
