package dev.kendall.examples.kept;

import dev.kendall.examples.command.Host;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.storage.Storage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.store.postgres.PostgresStorage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A memory that is open, wherever it is kept.
 *
 * @param storage closed with this
 * @param place where it is kept, to be shown; null when it is not
 * @param saving keeps what is not kept at once
 */
public record KeptMemory(Storage storage, @Nullable String place, Runnable saving) implements AutoCloseable {
    /** In this process, and gone with it. */
    public static KeptMemory passing(Host host) {
        return new KeptMemory(InMemoryStorage.builder().clock(host.clock()).build(), null, () -> {});
    }

    /** In the named file, or in the one that is kept between runs; it is made when it is not there. */
    public static KeptMemory in(@Nullable Path named, Host host) {
        Path file = MemoryFile.path(named, host);
        InMemoryStorage storage = MemoryFile.open(file, host);
        return new KeptMemory(storage, file.toString(), storage::save);
    }

    /** On the PostgreSQL that {@code --postgres} names. Prints what it is. */
    public static KeptMemory on(String postgres, Host host, CommandLine command) {
        NamedPostgres named = NamedPostgres.of(postgres, host, command.getErr());
        PostgresStorage storage = named.open(host, command.getOut(), command.getErr());
        return new KeptMemory(storage, "the database " + named.database(), () -> {});
    }

    @Override
    public void close() {
        storage.close();
    }
}
