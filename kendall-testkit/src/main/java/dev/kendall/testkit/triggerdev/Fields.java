package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads bodies, and refuses what Trigger.dev refuses, and keys that it would drop. */
final class Fields {
    /** What a trigger may say about its run; most of it is only kept. */
    static final Set<String> OPTIONS = Set.of(
            "bulkActionId",
            "concurrency",
            "concurrencyKey",
            "debounce",
            "delay",
            "externalDeploymentId",
            "gates",
            "idempotencyKey",
            "idempotencyKeyOptions",
            "idempotencyKeyTTL",
            "lockToVersion",
            "machine",
            "maxAttempts",
            "maxDuration",
            "metadata",
            "metadataType",
            "parentRunId",
            "payloadSize",
            "payloadType",
            "priority",
            "queue",
            "region",
            "resumeParentOnCompletion",
            "tags",
            "test",
            "ttl");

    private static final Set<String> MACHINES =
            Set.of("micro", "small-1x", "small-2x", "medium-1x", "medium-2x", "large-1x", "large-2x");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(w|d|hr|h|m|s)");
    private static final int LONGEST_KEY = 2_048;
    private static final int LONGEST_DEBOUNCE_KEY = 512;
    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG = 128;
    private static final Duration LONGEST_TTL = Duration.ofDays(30);

    private Fields() {}

    static void only(JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiFailure.invalid(name, "Unrecognized key");
            }
        });
    }

    static String required(JsonNode object, String name) {
        String value = text(object, name);
        if (value == null || value.isEmpty()) {
            throw ApiFailure.invalid(name, "Required");
        }
        return value;
    }

    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw ApiFailure.invalid(name, "Invalid input: expected string");
        }
        return value.textValue();
    }

    static @Nullable String key(JsonNode object, String name) {
        String key = text(object, name);
        if (key != null && key.length() > LONGEST_KEY) {
            throw ApiFailure.invalid(name, name + " must be 2048 characters or less");
        }
        return key;
    }

    /** The options of a trigger are such. */
    static void checkOptions(JsonNode options) {
        only(options, OPTIONS);
        key(options, "idempotencyKey");
        tags(options);
        duration(options, "idempotencyKeyTTL", Duration.ZERO, LONGEST_TTL);
        JsonNode machine = options.path("machine");
        if (!machine.isMissingNode() && !MACHINES.contains(machine.asText())) {
            throw ApiFailure.invalid("machine", "Invalid option");
        }
        for (String number : List.of("maxAttempts", "maxDuration", "priority")) {
            if (options.has(number) && !options.get(number).isNumber()) {
                throw ApiFailure.invalid(number, "Invalid input: expected number");
            }
        }
        if (options.has("maxDuration") && options.get("maxDuration").asLong() < 5) {
            throw ApiFailure.invalid("maxDuration", "maxDuration must be at least 5 seconds");
        }
        if (options.has("queue")) {
            only(options.path("queue"), Set.of("name"));
            required(options.path("queue"), "name");
        }
        JsonNode debounce = options.path("debounce");
        if (!debounce.isMissingNode()) {
            only(debounce, Set.of("key", "delay", "mode", "maxDelay"));
            if (required(debounce, "key").length() > LONGEST_DEBOUNCE_KEY) {
                throw ApiFailure.invalid("key", "Too big: expected string to have <=512 characters");
            }
            duration(debounce, "delay", Duration.ofSeconds(1), null);
            duration(debounce, "maxDelay", Duration.ofSeconds(1), null);
        }
    }

    static List<String> tags(JsonNode object) {
        List<String> tags = new ArrayList<>();
        JsonNode given = object.path("tags");
        if (given.isTextual()) {
            tags.add(given.textValue());
        } else {
            given.forEach(tag -> tags.add(tag.asText()));
        }
        if (tags.size() > MOST_TAGS) {
            throw ApiFailure.of(422, "Runs can only have 10 tags, you're trying to set " + tags.size() + ".");
        }
        if (tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
            throw ApiFailure.invalid("tags", "Tags must be less than 128 characters");
        }
        return tags;
    }

    /** Null when there is none. */
    static @Nullable Duration duration(JsonNode object, String name, Duration least, @Nullable Duration most) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        Duration duration = value.isInt() ? Duration.ofSeconds(value.intValue()) : parsed(value.asText());
        if (duration == null || duration.compareTo(least) < 0 || most != null && duration.compareTo(most) > 0) {
            throw ApiFailure.of(400, "Invalid " + name + ": " + value.asText());
        }
        return duration;
    }

    /** A time, given as one or as how long from now; null when there is none. */
    static @Nullable Instant time(JsonNode object, String name, Instant now) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        Duration duration = parsed(text);
        try {
            return duration == null ? Instant.parse(text) : now.plus(duration);
        } catch (DateTimeParseException e) {
            throw ApiFailure.of(400, "Invalid " + name + ": " + text);
        }
    }

    private static @Nullable Duration parsed(String text) {
        if (!text.matches("(\\d+(?:w|d|hr|h|m|s))+")) {
            return null;
        }
        Duration sum = Duration.ZERO;
        Matcher matcher = DURATION.matcher(text);
        while (matcher.find()) {
            long number = Long.parseLong(matcher.group(1));
            sum = sum.plus(
                    switch (matcher.group(2)) {
                        case "w" -> Duration.ofDays(7 * number);
                        case "d" -> Duration.ofDays(number);
                        case "h", "hr" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofSeconds(number);
                    });
        }
        return sum;
    }
}
