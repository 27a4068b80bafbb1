package dev.kendall.testkit;

import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.CutoverWorker;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.storage.TransactionalStorage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/**
 * One node of a cutover whose calls of the storages and of the store may fail before or after they happened, may be the last of the node, and may be
 * overtaken by anything else. All of it by one source of chance, on one thread.
 */
final class FaultyNode {
    /** The node's process ended. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash() {
            super("the node crashed", null, false, false);
        }
    }

    /** What goes wrong, in 10,000 calls. */
    record Weather(int unavailable, int crashes, int overtakings) {
        static final Weather CALM = new Weather(0, 0, 0);
    }

    /** Interfaces that are handed out by other calls, and have to be wrapped, too. */
    private static final Set<String> PARTS = Set.of(
            "users",
            "threads",
            "chat",
            "contacts",
            "patterns",
            "memories",
            "externalIds",
            "rows",
            "journal",
            "debts",
            "tombstones",
            "observations");

    private static final Set<String> HARMLESS =
            Set.of("capabilities", "close", "joins", "search", "vectors", "context");

    private final Random random;
    private final Runnable overtake;
    private final DualWriteStorage storage;
    private final CutoverWorker worker;
    private Weather weather = Weather.CALM;
    private boolean dead;

    FaultyNode(Sides sides, CutoverStore store, Surroundings surroundings) {
        this.random = surroundings.random();
        this.overtake = surroundings.overtake();
        this.storage = DualWriteStorage.builder(
                        side(sides.old(), sides), side(sides.replacement(), sides), wrapped(CutoverStore.class, store))
                .clock(surroundings.clock())
                .options(surroundings.options())
                .build();
        this.worker = CutoverWorker.of(storage);
    }

    /**
     * The storages as they really are.
     *
     * @param transactional whether the nodes see their transactions
     */
    record Sides(ReplicaStorage old, ReplicaStorage replacement, boolean transactional) {}

    /** What a node is in. */
    record Surroundings(Random random, Runnable overtake, InstantSource clock, CutoverOptions options) {}

    private interface TransactionalReplica extends ReplicaStorage, TransactionalStorage {}

    private ReplicaStorage side(ReplicaStorage real, Sides sides) {
        return sides.transactional() ? wrapped(TransactionalReplica.class, real) : wrapped(ReplicaStorage.class, real);
    }

    DualWriteStorage storage() {
        return storage;
    }

    CutoverWorker worker() {
        return worker;
    }

    boolean isDead() {
        return dead;
    }

    void weather(Weather next) {
        weather = next;
    }

    private <T> T wrapped(Class<T> type, Object real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("during")) {
                // The weather is the same whoever waits.
                return proxy;
            }
            if (method.getDeclaringClass() == Object.class || HARMLESS.contains(method.getName())) {
                return invoke(real, method, arguments);
            }
            if (PARTS.contains(method.getName()) && method.getParameterCount() == 0) {
                return wrapped(method.getReturnType(), invoke(real, method, arguments));
            }
            return call(real, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        checkAlive();
        if (happens(weather.overtakings())) {
            overtake.run();
            checkAlive();
        }
        maybeCrash();
        if (happens(weather.unavailable())) {
            throw unavailable(method);
        }
        Object answer = invoke(real, method, arguments);
        if (happens(weather.overtakings())) {
            overtake.run();
        }
        checkAlive();
        maybeCrash();
        if (happens(weather.unavailable())) {
            throw unavailable(method);
        }
        return answer;
    }

    private boolean happens(int in10000) {
        return in10000 > 0 && random.nextInt(10_000) < in10000;
    }

    private void maybeCrash() {
        if (happens(weather.crashes())) {
            dead = true;
            throw new Crash();
        }
    }

    private void checkAlive() {
        if (dead) {
            throw new Crash();
        }
    }

    private static StorageUnavailable unavailable(Method method) {
        return new StorageUnavailable(method.getName() + " got no answer", Duration.ofSeconds(1), null);
    }

    /** Methods of the combined interface belong to it, or to one that the real storage has under its own name. */
    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
