package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several triggers within a while become one run: a trigger under a key that waits moves the waiting run.
 *
 * @param key 1 to 512 characters; per task
 * @param delay how long after the last trigger the run starts, 1 second or longer
 * @param mode whose payload counts
 * @param longest how long the run may be moved after the first trigger, or null for Trigger.dev's own limit
 */
public record Debounce(
        String key, Duration delay, Mode mode, @Nullable Duration longest) {
    /** Whose payload the run has. */
    public enum Mode {
        /** The first trigger's. */
        LEADING,
        /** The last trigger's. */
        TRAILING
    }

    /** Checks the limits. */
    public Debounce {
        Limits.key("debounce key", key, Limits.DEBOUNCE_KEY);
        Limits.atLeast("debounce delay", delay, Duration.ofSeconds(1));
        Objects.requireNonNull(mode, "mode");
        if (longest != null) {
            Limits.atLeast("longest debounce", longest, delay);
        }
    }

    /** The run starts when {@code key} was quiet for {@code delay}, with the last payload. */
    public static Debounce trailing(String key, Duration delay) {
        return new Debounce(key, delay, Mode.TRAILING, null);
    }

    /** The run starts when {@code key} was quiet for {@code delay}, with the first payload. */
    public static Debounce leading(String key, Duration delay) {
        return new Debounce(key, delay, Mode.LEADING, null);
    }

    /** The same, moved no further than this after the first trigger. */
    public Debounce atMost(Duration longest) {
        return new Debounce(key, delay, mode, longest);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("key", key)
                .put("delay", Limits.seconds(delay))
                .put("mode", mode.name().toLowerCase(Locale.ROOT));
        if (longest != null) {
            json.put("maxDelay", Limits.seconds(longest));
        }
        return json;
    }
}
