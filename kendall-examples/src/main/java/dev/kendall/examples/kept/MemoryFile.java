package dev.kendall.examples.kept;

import dev.kendall.examples.command.Host;
import dev.kendall.storage.inmemory.InMemoryStorage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that keeps a memory between runs. */
final class MemoryFile {
    private MemoryFile() {}

    /** The named file; else {@code chat.snapshot} in {@code $KENDALL_HOME}, or in {@code .kendall} in the home folder. */
    static Path path(@Nullable Path named, Host host) {
        if (named != null) {
            return named;
        }
        String folder = host.variable("KENDALL_HOME");
        return (folder == null ? host.home().resolve(".kendall") : Path.of(folder)).resolve("chat.snapshot");
    }

    /** The storage that keeps itself in the file; its folder is made when it is not there. */
    static InMemoryStorage open(Path file, Host host) {
        return InMemoryStorage.builder().clock(host.clock()).snapshot(file).build();
    }
}
