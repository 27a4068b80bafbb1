package dev.kendall.learning;

import dev.kendall.failure.Conflict;
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
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what waits in the outbox into jobs: an entry is removed in the transaction that asks for its job. A turn so costs its user nothing for being
 * learned from, and any number of nodes may hand over at once.
 */
final class Handover {
    /** The head start of what was just said over what is done at night or caught up with. Patterns have none: nobody misses them for an hour. */
    private static final Duration JUST_SAID = Duration.ofHours(1);

    /** How many entries are looked at in one round. */
    private static final int LISTED = 1_000;

    /** How many entries of a user are handed over in one transaction: few, as it locks the user. */
    private static final int AT_ONCE = 50;

    /** How many races are lost to somebody who writes for a user, before the user is left to the next round. */
    private static final int RACES = 8;

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

    /**
     * Hands over everything that waits, each user's in transactions of its own, so that no user is in the way of another. Whose entries somebody else
     * hands over at the same time, or who is written for all the time, is left to the next round.
     */
    void run() {
        boolean more = true;
        while (more) {
            List<OutboxEntry> waiting = storage.inTransaction(tx -> tx.outbox().list(LISTED));
            Map<UserId, List<OutboxEntry>> users = waiting.stream()
                    .collect(Collectors.groupingBy(
                            entry -> entry.change().user(), LinkedHashMap::new, Collectors.toList()));
            int handed = 0;
            for (List<OutboxEntry> entries : users.values()) {
                handed += handOver(entries);
            }
            more = waiting.size() == LISTED && handed > 0;
        }
    }

    /** Hands over entries of one user, fewer at a time after each race that was lost; how many are not waiting any more. */
    private int handOver(List<OutboxEntry> entries) {
        int handed = 0;
        int atOnce = AT_ONCE;
        int lost = 0;
        while (handed < entries.size()) {
            List<OutboxEntry> some = entries.subList(handed, Math.min(entries.size(), handed + atOnce));
            try {
                tally.turns(storage.inTransaction(tx -> handOver(tx, some)));
                handed += some.size();
            } catch (Conflict e) {
                lost++;
                if (!e.isLostRace()) {
                    throw e;
                }
                if (lost == RACES) {
                    return handed;
                }
                atOnce = Math.max(1, atOnce / 2);
            }
        }
        return handed;
    }

    private int handOver(Transaction tx, List<OutboxEntry> entries) {
        int turns = 0;
        Set<ThreadId> threads = new LinkedHashSet<>();
        DayNotes notes = new DayNotes();
        for (OutboxEntry entry : entries) {
            if (tx.outbox().remove(entry) && entry.change() instanceof Change.TurnCompleted turn) {
                reach(tx, turn);
                notes.turn(turn, LocalDate.ofInstant(entry.addedAt(), options.dayZone()));
                threads.add(turn.thread());
                turns++;
            }
        }
        UserId user = entries.get(0).change().user();
        for (ThreadId thread : threads) {
            tx.jobs().enqueue(thread(user, thread).withDebounce(options.quiet()).withPriority(JUST_SAID));
        }
        notes.addTo(tx.state());
        if (turns > 0) {
            tx.jobs().enqueue(patterns(user).withDebounce(options.patternsQuiet()));
        }
        return turns;
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

    /**
     * Asks for everything that was stored and not learned from, of all users, due at once: one job for each, which asks for the threads.
     *
     * @return the number of threads
     */
    long catchUp() {
        CatchUp catchUp = new CatchUp(storage, options);
        long threads = 0;
        for (User user : Page.each(PAGE, page -> storage.users().list(page))) {
            long unread = 0;
            for (ChatThread thread : Page.each(PAGE, page -> storage.threads().list(user.id(), page))) {
                unread += catchUp.isUnread(user.id(), thread.id()) ? 1 : 0;
            }
            boolean isBehind = unread > 0;
            boolean present = PresentUser.write(storage, user.id(), tx -> {
                if (isBehind) {
                    tx.jobs().enqueue(CatchUp.of(user.id()));
                }
                tx.jobs().enqueue(patterns(user.id()));
            });
            threads += present ? unread : 0;
        }
        return threads;
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
