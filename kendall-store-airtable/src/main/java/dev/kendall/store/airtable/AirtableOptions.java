package dev.kendall.store.airtable;

import dev.kendall.internal.Checks;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which base, with which token, and how to work with it. Immutable. */
public final class AirtableOptions {
    private static final Logger LOG = LoggerFactory.getLogger(AirtableOptions.class);
    private static final Pattern BASE_ID = Pattern.compile("app[A-Za-z0-9]{1,60}");

    private final String base;
    private final Supplier<String> token;
    private final URI endpoint;
    private final FieldMap fields;
    private final int requestsPerSecond;
    private final Duration penalty;
    private final Duration requestTimeout;
    private final Duration deadline;
    private final int searchWindow;
    private final @Nullable String region;
    private final Consumer<RejectedRecord> onRejected;

    private AirtableOptions(Builder builder) {
        this.base = builder.base;
        this.token = builder.token;
        this.endpoint = builder.endpoint;
        this.fields = builder.fields;
        this.requestsPerSecond = builder.requestsPerSecond;
        this.penalty = builder.penalty;
        this.requestTimeout = builder.requestTimeout;
        this.deadline = builder.deadline;
        this.searchWindow = builder.searchWindow;
        this.region = builder.region;
        this.onRejected = builder.onRejected;
    }

    /**
     * Options for a base.
     *
     * @param base its id, which begins with {@code app}
     * @param token gives the personal access token, each time one is needed, so that it can be changed while the process runs; it is kept
     *     nowhere and stands in no message
     */
    public static Builder builder(String base, Supplier<String> token) {
        return new Builder(base, token);
    }

    /** The base's id. */
    public String base() {
        return base;
    }

    Supplier<String> token() {
        return token;
    }

    /** See {@link Builder#endpoint}. */
    public URI endpoint() {
        return endpoint;
    }

    /** See {@link Builder#fields}. */
    public FieldMap fields() {
        return fields;
    }

    /** See {@link Builder#requestsPerSecond}. */
    public int requestsPerSecond() {
        return requestsPerSecond;
    }

    /** See {@link Builder#penalty}. */
    public Duration penalty() {
        return penalty;
    }

    /** See {@link Builder#requestTimeout}. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** See {@link Builder#deadline}. */
    public Duration deadline() {
        return deadline;
    }

    /** See {@link Builder#searchWindow}. */
    public int searchWindow() {
        return searchWindow;
    }

    /** See {@link Builder#region}. */
    public @Nullable String region() {
        return region;
    }

    Consumer<RejectedRecord> onRejected() {
        return onRejected;
    }

    /** The base only: a token has no place in a log. */
    @Override
    public String toString() {
        return "AirtableOptions[" + base + " at " + endpoint + "]";
    }

    /** Builds {@link AirtableOptions}. Not thread-safe. */
    public static final class Builder {
        private final String base;
        private final Supplier<String> token;
        private URI endpoint = URI.create("https://api.airtable.com");
        private FieldMap fields = FieldMap.defaults();
        private int requestsPerSecond = 5;
        private Duration penalty = Duration.ofSeconds(30);
        private Duration requestTimeout = Duration.ofSeconds(30);
        private Duration deadline = Duration.ofMinutes(2);
        private int searchWindow = 5_000;
        private @Nullable String region;
        private Consumer<RejectedRecord> onRejected =
                rejected -> LOG.warn("Left out of what is read from Airtable, and left as it is there: {}", rejected);

        private Builder(String base, Supplier<String> token) {
            this.base = Objects.requireNonNull(base, "base");
            this.token = Objects.requireNonNull(token, "token");
            if (!BASE_ID.matcher(base).matches()) {
                throw new IllegalArgumentException(
                        "'" + Checks.text("base", base, 100)
                                + "' is no base id; it begins with app, and stands in the address of the base behind airtable.com/");
            }
        }

        /** Where the API is, without a slash at the end. Default: {@code https://api.airtable.com}. */
        public Builder endpoint(URI endpoint) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            return this;
        }

        /** What tables and fields are called. Default: {@link FieldMap#defaults()}. */
        public Builder fields(FieldMap fields) {
            this.fields = Objects.requireNonNull(fields, "fields");
            return this;
        }

        /**
         * How many requests a second this process sends to the base, 1 to 10,000. Default: 5, which is all that Airtable allows to a base: give
         * each of several processes its share. More is for test servers only. Of several settings for one base the lowest counts.
         */
        public Builder requestsPerSecond(int requestsPerSecond) {
            this.requestsPerSecond = Checks.range("requests per second", requestsPerSecond, 1, 10_000);
            return this;
        }

        /** How long nobody calls the base after a 429 that does not say how long, 0 to 10 minutes. Default: 30 seconds. */
        public Builder penalty(Duration penalty) {
            this.penalty = checked("penalty", penalty, Duration.ZERO, Duration.ofMinutes(10));
            return this;
        }

        /** How long one request may take, 100 milliseconds to 10 minutes. Default: 30 seconds. */
        public Builder requestTimeout(Duration requestTimeout) {
            this.requestTimeout =
                    checked("request timeout", requestTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
            return this;
        }

        /**
         * How long one request may take with everything it waits for: its turn, penalties, and repeats; 100 milliseconds to 1 hour. Default: 2
         * minutes, so that a penalty does not fail a call.
         */
        public Builder deadline(Duration deadline) {
            this.deadline = checked("deadline", deadline, Duration.ofMillis(100), Duration.ofHours(1));
            return this;
        }

        /**
         * How many of the user's latest messages, and of the memories, a search by word looks at, 100 to 100,000. Default: 5,000. Each hundred
         * cost a request.
         */
        public Builder searchWindow(int searchWindow) {
            this.searchWindow = Checks.range("search window", searchWindow, 100, 100_000);
            return this;
        }

        /**
         * The ISO 3166 country ("GB") in which contacts' phone numbers without a country code are read. Default: none; such a number is then kept
         * as the attribute {@code phone}.
         */
        public Builder region(@Nullable String region) {
            this.region = region == null ? null : region.toUpperCase(Locale.ROOT);
            return this;
        }

        /**
         * Told of each record that a store leaves out because it cannot be read, every time it is met. Default: a warning in the log. It must
         * return soon, and must not throw.
         */
        public Builder onRejected(Consumer<RejectedRecord> onRejected) {
            this.onRejected = Objects.requireNonNull(onRejected, "onRejected");
            return this;
        }

        /** The options. */
        public AirtableOptions build() {
            return new AirtableOptions(this);
        }

        private static Duration checked(String name, Duration value, Duration min, Duration max) {
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(
                        "the " + name + " is " + value + "; it must be from " + min + " to " + max);
            }
            return value;
        }
    }
}
