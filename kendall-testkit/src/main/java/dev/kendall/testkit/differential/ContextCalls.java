package dev.kendall.testkit.differential;

import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.ComposedContextReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads turns' contexts. */
final class ContextCalls {
    private final World world;
    private final Supplier<@Nullable SpaceVector> vector;

    /**
     * Calls.
     *
     * @param vector gives the vector of a query, or null where it has none
     */
    ContextCalls(World world, Supplier<@Nullable SpaceVector> vector) {
        this.world = world;
        this.vector = vector;
    }

    Call next() {
        ContextQuery query = new ContextQuery(
                world.user(),
                world.words.thread(),
                world.dice.chance(50) ? world.words.text() : world.words.name() + " and " + world.words.name(),
                vector.get(),
                world.clock.instant(),
                world.dice.chance(50) ? ContextLimits.defaults() : limits());
        return Call.answering(
                "context().read",
                side -> new ReadContext(
                        side.stores().context().read(query), new ComposedContextReader(side.stores()).read(query)),
                query);
    }

    private ContextLimits limits() {
        return new ContextLimits(most(), most(), most(), most(), most(), most());
    }

    private int most() {
        return world.dice.below(5);
    }
}
