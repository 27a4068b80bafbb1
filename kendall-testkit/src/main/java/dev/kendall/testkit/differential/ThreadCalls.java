package dev.kendall.testkit.differential;

import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;

/** Calls on threads. */
final class ThreadCalls {
    private final World world;

    ThreadCalls(World world) {
        this.world = world;
    }

    Call next() {
        UserId user = world.user();
        ThreadId id = world.words.thread();
        return switch (world.dice.below(20)) {
            case 0, 1, 2, 3 ->
                Call.of("threads().getOrCreate", stores -> stores.threads().getOrCreate(user, id), user, id);
            case 4, 5, 6, 7, 8 ->
                world.threads.any(world.dice).map(this::update).orElseGet(() -> find(user, id));
            case 9, 10, 11 -> find(user, id);
            case 12, 13 -> Call.of("threads().get", stores -> stores.threads().get(user, id), user, id);
            case 14 -> Call.of("threads().delete", stores -> stores.threads().delete(user, id), user, id);
            default ->
                new Listing(
                                "threads().list",
                                (stores, request) -> stores.threads().list(user, request),
                                user)
                        .page(world.limit());
        };
    }

    private static Call find(UserId user, ThreadId id) {
        return Call.of("threads().find", stores -> stores.threads().find(user, id), user, id);
    }

    private Call update(ChatThread known) {
        ChatThread changed = world.dice.chance(50)
                ? known.withTitle(world.dice.maybe(80, world.words::word))
                : known.withAttributes(world.words.attributes());
        return Call.of("threads().update", stores -> stores.threads().update(changed), changed);
    }
}
