package dev.kendall.benchmarks.postgres;

import dev.kendall.testkit.postgres.PostgresOptions;
import dev.kendall.testkit.postgres.PostgresServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The PostgreSQL that is measured: a cluster of this run's own unless one is given, with commits that reach the disk. */
public final class MeasuredServer implements AutoCloseable {
    /** What differs from the server's defaults, which are made for a small machine. */
    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "2GB", "max_wal_size", "8GB");

    private final PostgresServer server;
    private final Map<String, String> settings;

    private MeasuredServer(PostgresServer server, Map<String, String> settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Starts it. */
    public static MeasuredServer start() {
        return start(Map.of());
    }

    /** Starts it with settings besides, or instead of, those that all have. */
    public static MeasuredServer start(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(more);
        PostgresOptions.Builder options =
                PostgresOptions.builder().durable().progress(line -> System.err.println("kendall-benchmarks: " + line));
        settings.forEach(options::setting);
        return new MeasuredServer(PostgresServer.start(options.build()), settings);
    }

    /** A new database with Kendall's tables. */
    public MeasuredDatabase database() {
        return MeasuredDatabase.migrated(server.freshDatabase());
    }

    /** Drops it. */
    public void drop(MeasuredDatabase database) {
        server.drop(database.database());
    }

    /** What it is, as the report says it. */
    public String described() {
        return "PostgreSQL " + server.postgresVersion() + ", pgvector " + server.vectorVersion()
                + ", commits reach the disk, "
                + settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        server.close();
    }
}
