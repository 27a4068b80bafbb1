package dev.kendall.examples.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a pipe or a file. */
final class PlainLines implements Lines {
    private final BufferedReader reader;

    PlainLines(InputStream in) {
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String read(String prompt) {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void offer(List<String> earlier) {
        // Nobody types here.
    }

    /** Leaves standard input open: it is the process's. */
    @Override
    public void close() {}
}
