package dev.kendall.testkit.differential;

import dev.kendall.storage.Stores;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call, to be made on both storages.
 *
 * @param method the store and its method
 * @param arguments what is told of the call
 */
record Call(String method, List<@Nullable Object> arguments, Function<Side, Answer> work) {
    /** A call whose answers are compared by {@code equals}. */
    static Call of(String method, Function<Stores, Object> work, @Nullable Object... arguments) {
        return answering(method, side -> new Plain(work.apply(side.stores())), arguments);
    }

    /** A call that answers nothing. */
    static Call silent(String method, Consumer<Stores> work, @Nullable Object... arguments) {
        return of(
                method,
                stores -> {
                    work.accept(stores);
                    return "done";
                },
                arguments);
    }

    /** A call whose answers know how they are compared. */
    static Call answering(String method, Function<Side, Answer> work, @Nullable Object... arguments) {
        return new Call(method, Arrays.asList(arguments), work);
    }

    Answer on(Side side) {
        try {
            return work.apply(side);
        } catch (RuntimeException e) {
            return new Failure(e);
        }
    }

    @Override
    public String toString() {
        return arguments.stream().map(Shown::of).collect(Collectors.joining(", ", method + "(", ")"));
    }
}
