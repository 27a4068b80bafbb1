package dev.kendall.examples.command;

import dev.kendall.embedding.Embedder;
import dev.kendall.examples.model.ChatModels;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command has from the process it runs in, so that a test can give it something else.
 *
 * @param in what is typed or piped in
 * @param terminal whether a person sits at both ends, so that lines are edited and progress is drawn
 * @param environment the environment variables
 * @param home the user's home folder
 * @param clock the time
 * @param embedder opens the embedding model, which takes a second
 * @param chatModels opens chat models
 */
public record Host(
        InputStream in,
        boolean terminal,
        Map<String, String> environment,
        Path home,
        InstantSource clock,
        Supplier<Embedder> embedder,
        ChatModels chatModels) {
    /** Copies the variables. */
    public Host {
        environment = Map.copyOf(environment);
    }

    /** This process, but with a clock that stands at {@code then} now, and goes on from there. */
    public Host startingAt(Instant then) {
        Instant begin = clock.instant();
        return withClock(() -> then.plus(Duration.between(begin, clock.instant())));
    }

    /** This process with another clock. */
    public Host withClock(InstantSource other) {
        return new Host(in, terminal, environment, home, other, embedder, chatModels);
    }

    /** The environment variable, or null when it is not set or blank. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
