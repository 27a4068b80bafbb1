package dev.kendall.testkit.differential;

import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls on memories. */
final class MemoryCalls {
    private static final List<MemoryType> TYPES =
            List.of(MemoryType.FACT, MemoryType.REMINDER, MemoryType.INSTRUCTION, MemoryType.of("own_kind"));
    private static final List<Importance> IMPORTANCES = List.of(Importance.values());
    private static final List<String> KEYS = List.of("employer", "allergy", "it's \"odd\" \\ 😀");

    private final World world;

    MemoryCalls(World world) {
        this.world = world;
    }

    Call next() {
        UserId user = world.user();
        Optional<Memory> known = world.memories.any(world.dice);
        return switch (world.dice.below(20)) {
            case 0, 1, 2, 3, 4, 5 -> add(user);
            case 6, 7, 8 -> known.map(this::update).orElseGet(() -> add(user));
            case 9, 10, 11 -> known.map(this::supersede).orElseGet(() -> add(user));
            case 12 -> known.map(this::retract).orElseGet(() -> add(user));
            case 13 -> known.map(this::repeat).orElseGet(() -> add(user));
            case 14, 15 ->
                known.map(memory -> find(world.user(memory.user()), memory.id()))
                        .orElseGet(() -> find(user, world.memoryId()));
            default -> list(user);
        };
    }

    /** Calls that need the history of changes. */
    Call nextOfHistory() {
        Optional<Memory> known = world.memories.any(world.dice);
        if (world.dice.chance(50)) {
            return known.map(memory -> history(world.user(memory.user()), memory.id()))
                    .orElseGet(() -> history(world.user(), world.memoryId()));
        }
        return known.map(MemoryCalls::restore).orElseGet(() -> add(world.user()));
    }

    private static Call history(UserId user, MemoryId id) {
        return Call.of("memories().history", stores -> stores.memories().history(user, id), user, id);
    }

    private static Call restore(Memory known) {
        return Call.of("memories().restore", stores -> stores.memories().restore(known), known);
    }

    private Call add(UserId user) {
        return add(user, memory());
    }

    private static Call add(UserId user, NewMemory memory) {
        return Call.of("memories().add", stores -> stores.memories().add(user, memory), user, memory);
    }

    private Call repeat(Memory known) {
        return add(known.user(), known.content().withId(known.id()).withAttributes(world.words.attributes()));
    }

    private NewMemory memory() {
        Instant from = world.dice.maybe(40, world::time);
        Instant end = world.time();
        return new NewMemory(
                world.dice.maybe(35, () -> new MemoryId(world.words.id())),
                world.dice.of(TYPES),
                world.dice.of(KEYS),
                world.dice.chance(20) ? world.words.word() : world.words.filled(),
                world.dice.maybe(30, world.words::filled),
                world.dice.of(IMPORTANCES),
                from,
                world.dice.maybe(25, () -> from == null || end.isAfter(from) ? end : from),
                world.dice.maybe(25, world::time),
                world.dice.some(3, world::messageId),
                world.words.attributes());
    }

    private Call update(Memory known) {
        NewMemory content =
                world.dice.chance(30) ? known.content().withImportance(world.dice.of(IMPORTANCES)) : memory();
        Memory changed = known.withContent(content);
        return Call.of("memories().update", stores -> stores.memories().update(changed), changed);
    }

    private Call supersede(Memory known) {
        NewMemory successor = memory();
        return Call.of(
                "memories().supersede", stores -> stores.memories().supersede(known, successor), known, successor);
    }

    private Call retract(Memory known) {
        String reason = world.words.word();
        return Call.of("memories().retract", stores -> stores.memories().retract(known, reason), known, reason);
    }

    private static Call find(UserId user, MemoryId id) {
        return Call.of("memories().find", stores -> stores.memories().find(user, id), user, id);
    }

    private Call list(UserId user) {
        MemoryFilter filter = filter();
        return new Listing(
                        "memories().list",
                        (stores, request) -> stores.memories().list(user, filter, request),
                        user,
                        filter)
                .page(world.limit());
    }

    /** Any filter, also one that nothing passes. */
    MemoryFilter filter() {
        MemoryFilter filter = switch (world.dice.below(6)) {
            case 0, 1, 2 -> MemoryFilter.all();
            case 3 -> MemoryFilter.current();
            case 4 -> MemoryFilter.recallable(world.time());
            default -> MemoryFilter.closed();
        };
        if (world.dice.chance(20)) {
            filter = filter.of(world.dice.of(TYPES), world.dice.of(TYPES));
        }
        if (world.dice.chance(20)) {
            filter = filter.notOf(world.dice.of(TYPES));
        }
        if (world.dice.chance(20)) {
            filter = filter.withKeys(world.dice.of(KEYS));
        }
        if (world.dice.chance(20)) {
            filter = filter.of(world.dice.of(IMPORTANCES));
        }
        if (world.dice.chance(20)) {
            Instant from = world.time();
            filter = filter.recordedBetween(
                    from, world.dice.maybe(50, () -> from.plusSeconds(world.dice.below(100_000))));
        }
        return filter;
    }
}
