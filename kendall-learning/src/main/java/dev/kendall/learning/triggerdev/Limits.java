package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What Trigger.dev takes, checked before anything is sent: a sentence here is worth more than a refusal from there. */
final class Limits {
    static final int PAYLOAD_BYTES = 3 * 1024 * 1024;
    static final int METADATA_BYTES = 256 * 1024;
    static final int IDEMPOTENCY_KEY = 2_048;
    static final int DEBOUNCE_KEY = 512;
    static final int LONGEST_NAME = 255;
    static final int TAGS = 10;
    static final int TAG = 128;
    static final int BATCH = 500;
    static final int STREAMED_BATCH = 1_000;
    static final Duration SHORTEST_MAX_DURATION = Duration.ofSeconds(5);

    private Limits() {}

    /** Text that is not blank, and that JSON, PostgreSQL and HTTP can carry. */
    static String filled(String what, String value, int longest) {
        Objects.requireNonNull(value, what);
        if (value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is blank");
        }
        if (value.length() > longest) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + value.length() + " characters; at most " + longest + " are allowed");
        }
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("the " + what + " holds a NUL or an unpaired surrogate; remove it");
        }
        return value;
    }

    static int range(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "the " + what + " is " + value + "; it must be from " + least + " to " + most);
        }
        return value;
    }

    static String name(String what, String value) {
        return filled(what, value, LONGEST_NAME);
    }

    static String key(String what, String value, int longest) {
        filled(what, value, Integer.MAX_VALUE);
        if (value.length() > longest) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + value.length() + " characters, and Trigger.dev takes " + longest
                            + "; use a digest of it, such as its SHA-256 in hex");
        }
        return value;
    }

    static List<String> tags(Collection<String> tags) {
        List<String> checked = tags.stream().distinct().toList();
        if (checked.size() > TAGS) {
            throw new IllegalArgumentException(
                    "there are " + checked.size() + " tags, and a run of Trigger.dev has at most " + TAGS
                            + "; leave some out, or put them into the metadata");
        }
        for (String tag : checked) {
            filled("tag", tag, TAG);
        }
        return checked;
    }

    /** The payload as it goes over the wire. */
    static String payload(String task, JsonNode payload) {
        return sized("payload of the task '" + task + "'", payload, PAYLOAD_BYTES, "store it, and hand over its id");
    }

    static void metadata(JsonNode metadata) {
        if (!metadata.isObject()) {
            throw new IllegalArgumentException("metadata is a JSON object, not " + metadata.getNodeType());
        }
        sized(
                "metadata",
                metadata,
                METADATA_BYTES,
                "keep in it what a person looks at, and the rest in your own database");
    }

    private static String sized(String what, JsonNode json, int most, String instead) {
        String text = Json.write(json);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > most) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + bytes + " bytes, and Trigger.dev takes " + most + "; " + instead);
        }
        return text;
    }

    static void batch(int items, int most, String instead) {
        if (items < 1) {
            throw new IllegalArgumentException("a batch has at least one item");
        }
        if (items > most) {
            throw new IllegalArgumentException(
                    "the batch has " + items + " items, and Trigger.dev takes " + most + " in this call; " + instead);
        }
    }

    /** From {@code least} on. */
    static Duration atLeast(String what, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException("the " + what + " is " + value + "; it must be " + least + " or longer");
        }
        return value;
    }

    /** As Trigger.dev reads durations: whole seconds, rounded up. */
    static String seconds(Duration duration) {
        return wholeSeconds(duration) + "s";
    }

    static long wholeSeconds(Duration duration) {
        return duration.getNano() == 0 ? duration.getSeconds() : duration.getSeconds() + 1;
    }
}
