package dev.kendall.examples.rehearse;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.NewContact;
import dev.kendall.memory.Memory;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.CompletedTurn;
import dev.kendall.turn.TokenBudget;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Talks for some users as an application does: shows the conversation, takes a turn in it, reads it back, and now and then keeps a contact or a memory, or
 * changes one. For one thread; a user belongs to one writer, so that each reads the own writes.
 */
final class Writer {
    private static final PageRequest SHOWN = PageRequest.first(20);
    private static final List<String> THINGS =
            List.of("wine", "the dentist", "a walk", "mother", "the rent", "chess", "a cake", "Rome");

    private final Kendall kendall;
    private final List<UserId> users;
    private final InstantSource clock;
    private final Acknowledged acknowledged;
    private final Random random;
    private final Map<UserId, Memory> remembered = new HashMap<>();

    Writer(Kendall kendall, List<UserId> users, InstantSource clock, Acknowledged acknowledged) {
        this.kendall = kendall;
        this.users = List.copyOf(users);
        this.clock = clock;
        this.acknowledged = acknowledged;
        this.random = new Random(users.hashCode());
    }

    UserId anyUser() {
        return users.get(random.nextInt(users.size()));
    }

    /**
     * Takes a turn of the user.
     *
     * @throws IllegalStateException when what was just stored is not read back
     */
    void talk(UserId user) {
        Storage storage = kendall.storage();
        ThreadId thread = thread(user);
        storage.chat().list(user, MessageFilter.in(thread), SHOWN);
        String thing = THINGS.get(random.nextInt(THINGS.size()));
        Turn turn = kendall.turn(user, thread, "Remind me of " + thing + ".");
        turn.prompt(TokenBudget.of(4_000));
        CompletedTurn completed = turn.complete("I will remind you of " + thing + ".");
        acknowledged.add(completed.question());
        acknowledged.add(completed.answer());
        List<MessageId> shown = storage.chat().list(user, MessageFilter.in(thread), SHOWN).items().stream()
                .map(Message::id)
                .toList();
        if (!shown.contains(completed.question().id())
                || !shown.contains(completed.answer().id())) {
            throw new IllegalStateException("what was just stored in thread " + thread + " is not read back");
        }
        keep(user, thing);
    }

    /** One of the user's threads, or, one time in ten, a new one. */
    private ThreadId thread(UserId user) {
        List<ChatThread> threads = kendall.storage().threads().list(user, SHOWN).items();
        return threads.isEmpty() || random.nextInt(10) == 0
                ? ThreadId.of("thread_" + clock.millis() + "_" + random.nextInt(1_000_000))
                : threads.get(random.nextInt(threads.size())).id();
    }

    private void keep(UserId user, String thing) {
        switch (random.nextInt(8)) {
            case 0 ->
                kendall.storage()
                        .contacts()
                        .upsert(
                                user,
                                NewContact.named("Ada Example " + random.nextInt(5))
                                        .withRelationship("friend")
                                        .contactedAt(clock.instant()));
            case 1, 2 -> remember(user, thing);
            case 3 -> forget(user);
            default -> {}
        }
    }

    private void remember(UserId user, String thing) {
        NewMemory likes = NewMemory.fact("likes", thing);
        Memory old = remembered.get(user);
        remembered.put(user, old == null ? kendall.remember(user, likes) : kendall.supersede(old, likes));
    }

    private void forget(UserId user) {
        Memory old = remembered.remove(user);
        if (old != null) {
            kendall.storage().memories().retract(old, "no longer so");
        }
    }
}
