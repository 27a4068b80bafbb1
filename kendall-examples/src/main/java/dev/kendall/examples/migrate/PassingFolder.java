package dev.kendall.examples.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is removed with all that is in it when this is closed. One that is never closed stays. */
final class PassingFolder implements AutoCloseable {
    private final Path path;

    private PassingFolder(Path path) {
        this.path = path;
    }

    /** A new one, among the temporary files of the system. */
    static PassingFolder create() {
        try {
            return new PassingFolder(Files.createTempDirectory("kendall-migration"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One with a name, whether it is there yet or not. */
    static PassingFolder at(Path path) {
        return new PassingFolder(path);
    }

    Path path() {
        return path;
    }

    /** Removes it, unless it is gone already. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
