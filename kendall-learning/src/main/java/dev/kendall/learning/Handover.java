package dev.kendall.learning;

import dev.kendall.chat.MessageFilter;
import dev.kendall.failure.Conflict;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Change;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;

/**
 * Turns what waits in the outbox into jobs: an entry is removed in the transaction that asks for its job. A turn so costs its user nothing for being
 * learned from, and any number of nodes may hand over at once.
 */
final class Handover {
    /** How many entries are handed over in one transaction: few, as it locks their users. */
    private static final int AT_ONCE = 50;

    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** Of a user only one job learns at a time. */
    static final String ONE_AT_A_TIME = "learning";

    private final TransactionalStorage storage;
    private final LearningOptions options;
    private final Tally tally;

    Handover(TransactionalStorage storage, LearningOptions options, Tally tally) {
        this.storage = storage;
        this.options = options;
        this.tally = tally;
    }

    /** Hands over everything that waits; what another node is handing over at the same time is left to it. */
    void run() {
        int handed = AT_ONCE;
        while (handed == AT_ONCE) {
            try {
                handed = storage.inTransaction(tx -> {
                    List<OutboxEntry> waiting = tx.outbox().list(AT_ONCE);
                    for (OutboxEntry entry : waiting) {
                        if (tx.outbox().remove(entry) && entry.change() instanceof Change.TurnCompleted turn) {
                            reach(tx, turn);
                            ask(tx.jobs(), turn.user(), turn.thread());
                        }
                    }
                    return waiting.size();
                });
            } catch (Conflict e) {
                if (!e.isLostRace()) {
                    throw e;
                }
                return;
            }
            tally.turns(handed);
        }
    }

    /** A turn of a time that was learned from already is reached again: it took longer than those begun after it, or its clock was set back. */
    private static void reach(Transaction tx, Change.TurnCompleted turn) {
        Standing standing = Standing.find(tx.state(), turn.user(), turn.thread());
        if (!standing.isAtTheBeginning()) {
            tx.chat()
                    .find(turn.user(), turn.question())
                    .ifPresent(question ->
                            standing.reaching(question).replace(standing, tx.state(), turn.user(), turn.thread()));
        }
    }

    private void ask(JobQueue jobs, UserId user, ThreadId thread) {
        jobs.enqueue(thread(user, thread).withDebounce(options.quiet()));
        jobs.enqueue(patterns(user).withDebounce(options.patternsQuiet()));
    }

    /**
     * Asks for everything that was stored and not learned from, of all users, due at once.
     *
     * @return the number of threads
     */
    long catchUp() {
        long threads = 0;
        for (User user : Page.each(PAGE, page -> storage.users().list(page))) {
            for (ChatThread thread : Page.each(PAGE, page -> storage.threads().list(user.id(), page))) {
                if (isUnread(user.id(), thread.id())) {
                    storage.jobs().enqueue(thread(user.id(), thread.id()));
                    threads++;
                }
            }
            storage.jobs().enqueue(patterns(user.id()));
        }
        return threads;
    }

    private boolean isUnread(UserId user, ThreadId thread) {
        Instant end = UnreadMessages.end(options.clock().instant());
        MessageFilter filter = MessageFilter.in(thread).between(null, end);
        return storage.chat().list(user, filter, PageRequest.first(1)).items().stream()
                .anyMatch(newest -> storage.inTransaction(tx -> Watermark.find(tx.state(), user, thread))
                        .map(learned -> learned.isBefore(newest))
                        .orElse(true));
    }

    static JobRequest thread(UserId user, ThreadId thread) {
        return JobRequest.of(LearnThread.NAME)
                .withUser(user)
                .withKey(thread.value())
                .withConcurrencyKey(ONE_AT_A_TIME);
    }

    static JobRequest patterns(UserId user) {
        return JobRequest.of(LearnPatterns.NAME)
                .withUser(user)
                .withKey(LearnPatterns.NAME)
                .withConcurrencyKey(ONE_AT_A_TIME);
    }
}
