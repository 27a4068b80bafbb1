package dev.kendall.cutover;

import dev.kendall.cutover.ClaimResult.Later;
import dev.kendall.cutover.InMemoryEntries.OfUser;
import dev.kendall.cutover.InMemoryEntries.Owed;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryDebts implements Debts {
    private final InMemoryEntries entries;

    InMemoryDebts(InMemoryEntries entries) {
        this.entries = entries;
    }

    @Override
    public void owe(UserId user, Set<Scope> scopes, Care care) {
        for (Scope scope : scopes) {
            if (!scope.user().equals(user)) {
                throw new IllegalArgumentException("a scope of user " + scope.user() + " in debts of user " + user);
            }
        }
        entries.locked(() -> {
            Side home = entries.home(user);
            scopes.forEach(scope -> entries.owe(scope, home, care == Care.HEALING));
            return true;
        });
    }

    @Override
    public Optional<Claim> claim(int limit, Duration lease) {
        Checks.range("limit", limit, 1, 100_000);
        return entries.locked(() -> {
            Instant now = entries.now();
            UserId user = dueLongest(now);
            if (user == null) {
                return Optional.empty();
            }
            OfUser entry = entries.user(user);
            List<Debt> due = entry.debts().values().stream()
                    .filter(owed -> owed.isDue(now))
                    .map(Owed::debt)
                    .sorted(Comparator.comparing(Debt::scope, ScopeOrder.COPYING))
                    .limit(limit)
                    .toList();
            UUID token = entries.newId();
            Instant until = now.plus(lease);
            boolean takenOver = entry.isAbandoned(now);
            entry.lease(token, until);
            return Optional.of(new Claim(token, user, Objects.requireNonNull(entry.from()), due, takenOver, until));
        });
    }

    private @Nullable UserId dueLongest(Instant now) {
        UserId found = null;
        Instant longest = null;
        for (Map.Entry<UserId, OfUser> each : entries.users().entrySet()) {
            if (each.getValue().isLeased(now)) {
                continue;
            }
            for (Owed owed : each.getValue().debts().values()) {
                if (owed.isDue(now)
                        && (longest == null
                                || Objects.requireNonNull(owed.due()).isBefore(longest))) {
                    longest = owed.due();
                    found = each.getKey();
                }
            }
        }
        return found;
    }

    @Override
    public boolean extend(Claim claim, Duration lease) {
        return entries.locked(() -> {
            OfUser entry = entries.user(claim.user());
            Instant now = entries.now();
            boolean held = entry.holds(claim.token(), now);
            if (held) {
                entry.lease(claim.token(), now.plus(lease));
            }
            return held;
        });
    }

    @Override
    public boolean release(Claim claim, ClaimResult result) {
        return entries.locked(() -> {
            OfUser entry = entries.user(claim.user());
            boolean held = entry.holds(claim.token(), entries.now());
            if (held) {
                entry.endLease();
                result.settled().forEach(debt -> settle(entry, debt));
                result.later().forEach(later -> postpone(entry, later));
                result.gone().forEach(ref -> entries.tombstones().put(ref, entries.now()));
            } else {
                Side home = entries.home(claim.user());
                claim.debts().forEach(debt -> entries.owe(debt.scope(), home, home != claim.from()));
            }
            entries.trim(claim.user());
            return held;
        });
    }

    private static void settle(OfUser entry, Debt debt) {
        Owed owed = entry.debts().get(debt.scope());
        if (owed != null && owed.debt().generation() == debt.generation()) {
            entry.debts().remove(debt.scope());
        }
    }

    private void postpone(OfUser entry, Later later) {
        Owed owed = entry.debts().get(later.debt().scope());
        if (owed == null || owed.debt().generation() != later.debt().generation()) {
            return;
        }
        Debt debt = owed.debt();
        Instant due = later.after() == null ? null : entries.now().plus(later.after());
        entry.debts()
                .put(
                        debt.scope(),
                        new Owed(
                                new Debt(
                                        debt.scope(),
                                        debt.generation(),
                                        debt.healing(),
                                        later.attempts(),
                                        debt.since()),
                                due,
                                later.reason()));
    }

    @Override
    public int sweep(Duration olderThan) {
        return entries.locked(() -> {
            Instant before = entries.now().minus(olderThan);
            List<Intent> old = entries.users().values().stream()
                    .flatMap(entry -> entry.intents().values().stream())
                    .filter(intent -> intent.begun().isBefore(before))
                    .toList();
            for (Intent intent : old) {
                intent.scopes().forEach(scope -> entries.owe(scope, intent.authority(), false));
                entries.user(intent.user()).intents().remove(intent.id());
            }
            return old.size();
        });
    }

    @Override
    public Set<Scope> list(UserId user) {
        return entries.locked(() -> {
            OfUser entry = entries.user(user);
            Set<Scope> scopes = new HashSet<>(entry.debts().keySet());
            entry.intents().values().forEach(intent -> scopes.addAll(intent.scopes()));
            entries.trim(user);
            return Set.copyOf(scopes);
        });
    }

    @Override
    public DebtStatus status() {
        return entries.locked(() -> {
            CutoverPlan plan = entries.plan();
            long toNew = 0;
            long announced = 0;
            long waiting = 0;
            for (Map.Entry<UserId, OfUser> each : entries.users().entrySet()) {
                OfUser entry = each.getValue();
                Side from = entry.from();
                announced += entry.intents().size();
                toNew += from == Side.OLD ? entry.debts().size() : 0;
                waiting += from != null && from != plan.authority(each.getKey()) ? 1 : 0;
            }
            long all = owed().count();
            Instant oldest = owed().map(owed -> owed.debt().since())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            long dead = owed().filter(owed -> owed.due() == null).count();
            return new DebtStatus(toNew, all - toNew, oldest, dead, announced, waiting, entries.now());
        });
    }

    private Stream<Owed> owed() {
        return entries.users().values().stream().flatMap(entry -> entry.debts().values().stream());
    }

    @Override
    public List<DeadLetter> listDead(int limit) {
        Checks.range("limit", limit, 1, 1_000);
        return entries.locked(() -> owed().filter(owed -> owed.due() == null)
                .sorted(Comparator.comparing(owed -> owed.debt().since()))
                .limit(limit)
                .map(owed -> new DeadLetter(owed.debt(), owed.reason()))
                .toList());
    }

    @Override
    public int replay() {
        return entries.locked(() -> {
            int dead = 0;
            for (OfUser entry : entries.users().values()) {
                for (Owed owed : new ArrayList<>(entry.debts().values())) {
                    Debt debt = owed.debt();
                    dead += owed.due() == null ? 1 : 0;
                    Debt again = new Debt(debt.scope(), debt.generation(), debt.healing(), 0, debt.since());
                    entry.debts().put(debt.scope(), new Owed(again, entries.now(), owed.reason()));
                }
            }
            return dead;
        });
    }
}
