package dev.kendall.learning.triggerdev;

import dev.kendall.id.IdGenerator;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What a client was built with. */
record Settings(
        Supplier<String> secretKey,
        URI endpoint,
        Duration connectTimeout,
        Duration requestTimeout,
        RetryPolicy retries,
        InstantSource clock,
        IdGenerator ids,
        Pacer pacer) {
    /** Where only: a key has no place in a log. */
    @Override
    public String toString() {
        return "Trigger.dev at " + endpoint;
    }
}
