package dev.kendall.benchmarks.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Runs in files, as JSON in which a change of one figure is a change of one line. */
public final class ResultJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ResultJson() {}

    /** The run that was kept in this file. */
    public static <R> R read(Path file, Class<R> type) throws IOException {
        return JSON.readValue(file.toFile(), type);
    }

    /** Keeps a run in this file, whose folder is made where there is none. */
    public static void write(Path file, Object run) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, JSON.writeValueAsString(run) + "\n", StandardCharsets.UTF_8);
    }
}
