package dev.kendall.learning.triggerdev;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which runs to list. Immutable. What is not set does not narrow the list. */
public final class RunQuery {
    private static final int DEFAULT_SIZE = 25;

    private final Map<String, String> parameters;

    private RunQuery(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** All runs of the environment, in pages of 25. */
    public static RunQuery all() {
        return new RunQuery(Map.of()).size(DEFAULT_SIZE);
    }

    private RunQuery with(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(parameters);
        copy.put(name, value);
        return new RunQuery(copy);
    }

    private RunQuery anyOf(String name, Collection<String> values) {
        values.forEach(value -> {
            Limits.name(name, value);
            if (value.contains(",")) {
                throw new IllegalArgumentException("a " + name + " to list by holds no comma: '" + value + "'");
            }
        });
        return with("filter[" + name + "]", String.join(",", values));
    }

    /** Those with one of these statuses. {@link RunStatus#UNKNOWN} is no status to ask for. */
    public RunQuery statuses(Collection<RunStatus> statuses) {
        if (statuses.contains(RunStatus.UNKNOWN)) {
            throw new IllegalArgumentException("runs cannot be listed by an unknown status");
        }
        return anyOf("status", statuses.stream().map(Enum::name).toList());
    }

    /** Those of one of these tasks. */
    public RunQuery tasks(Collection<String> tasks) {
        return anyOf("taskIdentifier", tasks);
    }

    /** Those with one of these tags. */
    public RunQuery tags(Collection<String> tags) {
        return anyOf("tag", tags);
    }

    /** Those of this batch. */
    public RunQuery batch(String batchId) {
        return with("filter[batch]", Limits.name("batch", batchId));
    }

    /** Those of this schedule. */
    public RunQuery schedule(String scheduleId) {
        return with("filter[schedule]", Limits.name("schedule", scheduleId));
    }

    /** Those that were triggered at this time or later. */
    public RunQuery from(Instant from) {
        return with("filter[createdAt][from]", Long.toString(from.toEpochMilli()));
    }

    /** Those that were triggered at this time or earlier. */
    public RunQuery to(Instant to) {
        return with("filter[createdAt][to]", Long.toString(to.toEpochMilli()));
    }

    /** How many runs a page has, 10 to 100. */
    public RunQuery size(int size) {
        return with("page[size]", Integer.toString(Limits.range("page size", size, 10, 100)));
    }

    /** The page behind {@link RunPage#next}. */
    public RunQuery after(String next) {
        return with("page[after]", Limits.key("page", next, Limits.IDEMPOTENCY_KEY));
    }

    String parameters() {
        return parameters.entrySet().stream()
                .map(entry -> Call.encoded(entry.getKey()) + "=" + Call.encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
