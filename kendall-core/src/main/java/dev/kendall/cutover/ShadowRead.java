package dev.kendall.cutover;

import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.function.Function;

/**
 * A read to be repeated on the other side.
 *
 * @param home the side that answered
 * @param answer what it answered
 */
record ShadowRead<R>(UserId user, Side home, Function<Stores, R> call, R answer) {}
