package dev.kendall.cutover;

import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.function.Function;

/**
 * A read that was answered as a part of another one, and can be repeated on its own.
 *
 * @param part what is read
 * @param answer what it would have been answered
 */
record AnsweredRead<R>(UserId user, Part part, Function<Stores, R> call, R answer) {}
