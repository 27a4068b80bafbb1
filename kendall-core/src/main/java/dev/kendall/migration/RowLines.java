package dev.kendall.migration;

import dev.kendall.json.DomainJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Files of {@link RowLine}s. */
final class RowLines {
    private RowLines() {}

    /** Reads a file line by line. */
    static void read(Path file, Consumer<RowLine> lines) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(DomainJson.read(line, RowLine.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + file + " could not be read", e);
        }
    }
}
