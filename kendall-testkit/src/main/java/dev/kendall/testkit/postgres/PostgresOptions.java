package dev.kendall.testkit.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** How a server is found or made. Immutable. */
public final class PostgresOptions {
    private final Map<String, String> environment;
    private final Map<String, String> settings;
    private final Consumer<String> progress;
    private final boolean durable;
    private final boolean crashable;
    private final boolean kept;

    private PostgresOptions(Builder builder) {
        this.environment = Map.copyOf(builder.environment);
        this.settings = Map.copyOf(builder.settings);
        this.progress = builder.progress;
        this.durable = builder.durable;
        this.crashable = builder.crashable;
        this.kept = builder.kept;
    }

    /** For tests: any server, the quickest disk settings, progress into the log. */
    public static PostgresOptions defaults() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    Map<String, String> environment() {
        return environment;
    }

    Map<String, String> settings() {
        return settings;
    }

    Consumer<String> progress() {
        return progress;
    }

    boolean isDurable() {
        return durable;
    }

    boolean isCrashable() {
        return crashable;
    }

    boolean isKept() {
        return kept;
    }

    /** Builds {@link PostgresOptions}. */
    public static final class Builder {
        private Map<String, String> environment = System.getenv();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private Consumer<String> progress = LoggerFactory.getLogger(PostgresServer.class)::info;
        private boolean durable;
        private boolean crashable;
        private boolean kept;

        private Builder() {}

        /** The environment variables; default: the process's own. */
        public Builder environment(Map<String, String> environment) {
            this.environment = Map.copyOf(environment);
            return this;
        }

        /** A setting of the server, such as {@code max_connections}; a server that is given or was there already keeps its own. */
        public Builder setting(String name, String value) {
            if (!name.matches("[a-z_.]{1,60}")) {
                throw new IllegalArgumentException("\"" + name + "\" is no name of a setting of PostgreSQL.");
            }
            settings.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Who is told, in sentences, what takes long; default: the log. */
        public Builder progress(Consumer<String> progress) {
            this.progress = Objects.requireNonNull(progress, "progress");
            return this;
        }

        /**
         * Commits reach the disk, as in production: for demos and benchmarks. Without it a commit outlives the death of the server, but
         * not that of the machine.
         */
        public Builder durable() {
            this.durable = true;
            return this;
        }

        /** A server of this process's own, so that it can be killed: neither the given one nor one in Docker. */
        public Builder crashable() {
            this.crashable = true;
            return this;
        }

        /** The server outlives this process; see {@link DemoPostgres}. */
        Builder kept() {
            this.kept = true;
            return this;
        }

        /** The options. */
        public PostgresOptions build() {
            return new PostgresOptions(this);
        }
    }
}
