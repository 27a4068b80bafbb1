package dev.kendall.testkit.differential;

import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Stores;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.StorageFixture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One random history, played on in-memory storage and on a backend, call by call. */
final class History {
    private static final int EVENTS_TOLD = 8;

    private final StorageFixture fixture;
    private final Set<Capability> capabilities;
    private final long number;
    private final long seed;
    private final World world;
    private final Generator generator;
    private final OperationIds ids = new OperationIds();
    private final OperationIds backendIds = new OperationIds();
    private final Deque<Object> latest = new ArrayDeque<>();
    private int operation;

    /** What draws the calls of a history. */
    @FunctionalInterface
    interface Drawing {
        Generator of(World world, Set<Capability> capabilities);
    }

    History(StorageFixture fixture, long number, long seed, Drawing drawing) {
        this.fixture = fixture;
        this.capabilities = fixture.capabilities();
        this.number = number;
        this.seed = seed;
        this.world = new World(seed);
        this.generator = drawing.of(world, capabilities);
    }

    /** Two storages that ought to be alike, or a transaction on each. */
    private record Pair(Side reference, Side backend) {
        static Pair of(Stores reference, Stores backend) {
            return new Pair(Side.of(reference), Side.of(backend));
        }

        Pair within(Stores reference, Stores backend) {
            return new Pair(this.reference.within(reference), this.backend.within(backend));
        }
    }

    /**
     * Plays it to its end.
     *
     * @throws AssertionError at the first answer that is not equal
     */
    void play(int operations) {
        try (InMemoryStorage reference =
                        InMemoryStorage.builder().clock(world.clock).ids(ids).build();
                Storage backend = fixture.open(world.clock, backendIds)) {
            Pair pair = Pair.of(reference, backend);
            compare(generator.first(), pair);
            for (operation = 1; operation < operations; operation++) {
                world.passTime();
                if (capabilities.contains(Capability.TRANSACTIONS) && world.dice.chance(10)) {
                    transaction(pair);
                } else {
                    compare(generator.next(), pair);
                }
            }
            new Inventory(world, capabilities).calls().forEach(call -> compare(call, pair));
            if (capabilities.contains(Capability.TRANSACTIONS)) {
                inTransactions(pair, within -> compare(OutboxCalls.list(1_000), within));
            }
        }
    }

    /** Some calls in a transaction, which stores nothing when one of them fails, and sometimes when none does. */
    private void transaction(Pair pair) {
        Pair ended = inTransactions(pair, within -> {
            for (int calls = world.dice.below(6); calls >= 0; calls--) {
                if (compare(generator.nextInTransaction(), within) instanceof Failure) {
                    throw new Abandoned();
                }
            }
            if (world.dice.chance(25)) {
                throw new Abandoned();
            }
        });
        if (world.dice.chance(10)) {
            compare(
                    Call.of(
                            "users().find, after the end",
                            stores -> stores.users().find(Vocabulary.STRANGER)),
                    ended);
        }
    }

    private interface Work {
        void run(Pair within) throws Abandoned;
    }

    /** Does the work in a transaction on each, the backend's being inside the reference's; returns the two, ended. */
    private Pair inTransactions(Pair pair, Work work) {
        List<Pair> begun = new ArrayList<>();
        List<Abandoned> thrown = new ArrayList<>();
        Throwable caught = null;
        note("transaction begins");
        try {
            transactional(pair.reference())
                    .inTransaction(mine -> transactional(pair.backend()).inTransaction(theirs -> {
                        Pair within = pair.within(mine, theirs);
                        begun.add(within);
                        try {
                            work.run(within);
                        } catch (Abandoned e) {
                            thrown.add(e);
                            throw e;
                        }
                        return within;
                    }));
        } catch (Abandoned | RuntimeException e) {
            caught = e;
        }
        note(thrown.isEmpty() ? "transaction ends" : "transaction is abandoned");
        if (begun.size() != 1 || !(caught == null ? thrown.isEmpty() : thrown.contains(caught))) {
            throw difference(
                    "the work began " + begun.size() + " times, threw " + thrown + ", and what came out is " + caught,
                    caught);
        }
        return begun.get(0);
    }

    private static TransactionalStorage transactional(Side side) {
        return (TransactionalStorage) side.stores();
    }

    private Answer compare(Call call, Pair pair) {
        ids.nextOperation();
        backendIds.nextOperation();
        Answer expected = call.on(pair.reference());
        Answer answer = call.on(pair.backend());
        String difference = expected.differenceTo(answer);
        if (difference != null) {
            throw difference(
                    "call:       " + call + "\nin memory:  " + expected + "\nbackend:    " + answer + "\ndifference: "
                            + difference,
                    answer instanceof Failure failure ? failure.exception() : null);
        }
        note(call);
        world.learn(expected.value());
        return expected;
    }

    /** Remembers what happened, for a difference that comes of it. */
    private void note(Object event) {
        latest.add(event);
        if (latest.size() > EVENTS_TOLD) {
            latest.remove();
        }
    }

    private AssertionError difference(String what, @Nullable Throwable cause) {
        String before = latest.stream().map(event -> "\n  " + event).collect(Collectors.joining());
        return new AssertionError(
                "history " + number + ", operation " + operation + ", at " + world.clock.instant()
                        + "; to see it again: -D"
                        + DifferentialContract.SEED + "=" + seed + " -D" + DifferentialContract.HISTORIES + "=1\n"
                        + what + "\nbefore it:" + before,
                cause);
    }
}
