package dev.kendall.cutover;

import dev.kendall.cutover.InMemoryEntries.OfUser;
import dev.kendall.user.UserId;
import java.util.Optional;
import java.util.Set;

final class InMemoryJournal implements Journal {
    private final InMemoryEntries entries;

    InMemoryJournal(InMemoryEntries entries) {
        this.entries = entries;
    }

    @Override
    public Home home(UserId user) {
        return entries.locked(() -> {
            CutoverPlan plan = entries.plan();
            Side side = entries.home(user);
            boolean settled = plan.isEffective(entries.now()) && side == plan.authority(user);
            return new Home(side, settled, plan.epoch());
        });
    }

    @Override
    public Optional<Intent> begin(UserId user, Set<Scope> scopes, long epoch) {
        Scope.checkOwner(user, scopes);
        return entries.locked(() -> {
            if (entries.plan().epoch() != epoch) {
                return Optional.empty();
            }
            Side home = entries.home(user);
            Intent intent = new Intent(entries.newId(), user, scopes, home, entries.now());
            OfUser entry = entries.user(user);
            entry.from(home);
            entry.intents().put(intent.id(), intent);
            return Optional.of(intent);
        });
    }

    @Override
    public void cancel(Intent intent) {
        entries.locked(() -> {
            entries.user(intent.user()).intents().remove(intent.id());
            entries.trim(intent.user());
            return true;
        });
    }

    @Override
    public boolean confirm(Intent intent, Set<Scope> touched) {
        UserId user = intent.user();
        Scope.checkOwner(user, touched);
        return entries.locked(() -> {
            boolean announced = entries.user(user).intents().containsKey(intent.id());
            Side home = entries.home(user);
            boolean counts = announced || home == intent.authority();
            touched.forEach(scope -> entries.owe(scope, home, !counts));
            entries.user(user).intents().remove(intent.id());
            entries.trim(user);
            return counts;
        });
    }
}
