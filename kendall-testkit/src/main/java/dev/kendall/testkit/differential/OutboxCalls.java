package dev.kendall.testkit.differential;

import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;

/** Calls on the outbox, for within a transaction. */
final class OutboxCalls {
    private final World world;

    OutboxCalls(World world) {
        this.world = world;
    }

    Call next() {
        return switch (world.dice.below(4)) {
            case 0, 1 -> add();
            case 2 -> world.entries.any(world.dice).map(OutboxCalls::remove).orElseGet(this::add);
            default -> list(world.limit());
        };
    }

    private Call add() {
        Change change = new Change.TurnCompleted(
                world.user(),
                world.words.thread(),
                world.messageId(),
                world.messageId(),
                world.dice.some(3, world::memoryId));
        return Call.of("outbox().add", stores -> outbox(stores).add(change), change);
    }

    private static Call remove(OutboxEntry entry) {
        return Call.of("outbox().remove", stores -> outbox(stores).remove(entry), entry);
    }

    static Call list(int limit) {
        return Call.of("outbox().list", stores -> outbox(stores).list(limit), limit);
    }

    private static Outbox outbox(Stores stores) {
        return ((Transaction) stores).outbox();
    }
}
