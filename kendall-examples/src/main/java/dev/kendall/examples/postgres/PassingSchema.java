package dev.kendall.examples.postgres;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.store.postgres.PostgresStorage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** An empty storage on PostgreSQL in a schema of its own, which is dropped with all that is in it when this is closed. */
public final class PassingSchema implements AutoCloseable {
    private final NamedPostgres postgres;
    private final String name;
    private final PostgresStorage storage;

    private PassingSchema(NamedPostgres postgres, String name, PostgresStorage storage) {
        this.postgres = postgres;
        this.name = name;
        this.storage = storage;
    }

    static PassingSchema open(NamedPostgres postgres, Host host) {
        // Two runs at once do not meet, and nothing that is somebody's is ever dropped.
        String name = "kendall_passing_" + UUID.randomUUID().toString().replace("-", "");
        PostgresStorage storage =
                postgres.builder().schema(name).migrate().clock(host.clock()).open();
        return new PassingSchema(postgres, name, storage);
    }

    /** The storage. */
    public PostgresStorage storage() {
        return storage;
    }

    @Override
    public void close() {
        storage.close();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema " + name + " cascade");
        } catch (SQLException e) {
            throw new CommandFailed(
                    ExitCode.STORAGE,
                    "The schema " + name + " could not be dropped; run \"drop schema " + name + " cascade\".",
                    e);
        }
    }
}
