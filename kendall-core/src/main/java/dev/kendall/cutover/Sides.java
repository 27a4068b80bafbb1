package dev.kendall.cutover;

import dev.kendall.cutover.Counters.Work;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.failure.StorageRefused;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.ReplicaStorage.Errand;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Both storages, and how long they take. Thread-safe. */
final class Sides {
    private final Map<Side, ReplicaStorage> storages = new EnumMap<>(Side.class);
    private final Map<Side, Set<Capability>> capabilities = new EnumMap<>(Side.class);
    private final InstantSource clock;
    private final Counters counters;

    Sides(ReplicaStorage old, ReplicaStorage replacement, InstantSource clock, Counters counters) {
        storages.put(Side.OLD, old);
        storages.put(Side.NEW, replacement);
        storages.forEach((side, storage) -> capabilities.put(side, Set.copyOf(storage.capabilities())));
        this.clock = clock;
        this.counters = counters;
    }

    /** The same sides for work that no caller waits for. */
    Sides during(Errand errand) {
        return new Sides(at(Side.OLD).during(errand), at(Side.NEW).during(errand), clock, counters);
    }

    ReplicaStorage at(Side side) {
        return Objects.requireNonNull(storages.get(side));
    }

    boolean can(Side side, Capability capability) {
        return Objects.requireNonNull(capabilities.get(side)).contains(capability);
    }

    Set<Capability> capabilities(Side side) {
        return Objects.requireNonNull(capabilities.get(side));
    }

    <R> R call(Side side, Work work, Function<Stores, R> call) {
        return measure(side, work, () -> call.apply(at(side)));
    }

    /** A call that may throw something of its own. */
    @FunctionalInterface
    interface Throwing<R, X extends Exception> {
        R run() throws X;
    }

    <R, X extends Exception> R measure(Side side, Work work, Throwing<R, X> call) throws X {
        Instant begun = clock.instant();
        boolean answered = false;
        try {
            R result = call.run();
            answered = true;
            return result;
        } catch (Conflict | NotFound | StorageRefused | IllegalArgumentException | Redirection e) {
            answered = true;
            throw e;
        } finally {
            if (answered) {
                counters.took(side, work, Duration.between(begun, clock.instant()));
            } else {
                counters.failed(side, work);
            }
        }
    }
}
