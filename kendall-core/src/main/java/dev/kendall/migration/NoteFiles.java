package dev.kendall.migration;

import dev.kendall.json.DomainJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The two files that a person reads: {@code rejects.jsonl} and {@code warnings.jsonl}. */
final class NoteFiles implements AutoCloseable {
    private final BufferedWriter rejects;
    private final BufferedWriter warnings;
    private final FileChannel rejectsFile;
    private final FileChannel warningsFile;

    NoteFiles(Path folder) {
        try {
            rejectsFile = open(folder.resolve("rejects.jsonl"));
            warningsFile = open(folder.resolve("warnings.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + folder + " could not be written to", e);
        }
        rejects = writer(rejectsFile);
        warnings = writer(warningsFile);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private static BufferedWriter writer(FileChannel file) {
        return new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8));
    }

    void reject(Rejection rejection) {
        write(rejects, rejection);
    }

    void warn(Rejection warning) {
        write(warnings, warning);
    }

    private static void write(BufferedWriter out, Rejection line) {
        try {
            out.write(DomainJson.write(line));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("the rejects could not be written", e);
        }
    }

    void force() {
        try {
            rejects.flush();
            warnings.flush();
            rejectsFile.force(true);
            warningsFile.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the rejects could not be written", e);
        }
    }

    @Override
    public void close() {
        try {
            rejects.close();
            warnings.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the rejects could not be written", e);
        }
    }
}
