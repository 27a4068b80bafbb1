package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.testkit.postgres.PostgresOptions;
import dev.kendall.testkit.postgres.PostgresServer;
import java.util.Map;
import java.util.TreeMap;

/** The PostgreSQL that is measured: a cluster of this run's own unless one is given, with commits that reach the disk. */
final class TurnServer implements AutoCloseable {
    /** What differs from the server's defaults, which are made for a small machine. */
    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "2GB", "max_wal_size", "8GB");

    private final PostgresServer server;

    private TurnServer(PostgresServer server) {
        this.server = server;
    }

    static TurnServer start() {
        PostgresOptions.Builder options =
                PostgresOptions.builder().durable().progress(line -> System.err.println("kendall-benchmarks: " + line));
        SETTINGS.forEach(options::setting);
        return new TurnServer(PostgresServer.start(options.build()));
    }

    /** A new database with Kendall's tables. */
    TurnDatabase database() {
        return TurnDatabase.migrated(server.freshDatabase());
    }

    /** Drops it. */
    void drop(TurnDatabase database) {
        server.drop(database.database());
    }

    /** What it is, as the report says it. */
    String described() {
        String settings = new TreeMap<>(SETTINGS)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("");
        return "PostgreSQL " + server.postgresVersion() + ", pgvector " + server.vectorVersion()
                + ", commits reach the disk" + ", " + settings;
    }

    @Override
    public void close() {
        server.close();
    }
}
