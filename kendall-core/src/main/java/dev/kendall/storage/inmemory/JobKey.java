package dev.kendall.storage.inmemory;

import dev.kendall.user.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What there is one job of: a key, an idempotency key or a concurrency key of a user.
 *
 * @param handler the handler's name, or "" where it does not matter
 */
record JobKey(@Nullable UserId user, String handler, String key) {}
