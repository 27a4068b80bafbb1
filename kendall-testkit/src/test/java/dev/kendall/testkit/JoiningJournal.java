package dev.kendall.testkit;

import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.Home;
import dev.kendall.cutover.Intent;
import dev.kendall.cutover.Journal;
import dev.kendall.cutover.Scope;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * A journal that enters debts in the storages' transactions, and is never told of a write before. The debts stand a little too early, from the mark on and
 * not from the commit, which no suite sees.
 */
record JoiningJournal(CutoverStore store) implements Journal {
    static CutoverStore over(CutoverStore store) {
        Journal joining = new JoiningJournal(store);
        return Tampering.with(CutoverStore.class, store, "journal", call -> joining);
    }

    @Override
    public Home home(UserId user) {
        return store.journal().home(user);
    }

    @Override
    public Optional<Intent> begin(UserId user, Set<Scope> scopes, long epoch) {
        throw new AssertionError("a journal that joins is not told before");
    }

    @Override
    public void cancel(Intent intent) {
        throw new AssertionError("nothing was announced");
    }

    @Override
    public boolean confirm(Intent intent, Set<Scope> touched) {
        throw new AssertionError("nothing was announced");
    }

    @Override
    public boolean joins(TransactionalStorage storage) {
        return true;
    }

    @Override
    public boolean mark(Transaction transaction, Set<Scope> touched, Writer writer) {
        boolean current =
                store.plan().epoch() == writer.epoch() && home(writer.user()).side() == writer.side();
        if (current) {
            store.debts().owe(writer.user(), touched, Care.CAREFUL);
        }
        return current;
    }
}
