package dev.kendall.cutover;

import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.Set;
import java.util.function.Function;

/**
 * A write for one user.
 *
 * @param scopes what it may write, known before
 * @param touched what it has written, known by its result
 */
record Write<R>(UserId user, Set<Scope> scopes, Function<Stores, R> call, Function<R, Set<Scope>> touched) {
    /** A write that is known before. */
    static <R> Write<R> of(UserId user, Set<Scope> scopes, Function<Stores, R> call) {
        return new Write<>(user, scopes, call, result -> scopes);
    }
}
