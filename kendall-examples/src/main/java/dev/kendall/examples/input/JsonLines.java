package dev.kendall.examples.input;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a file of JSON lines: UTF-8, one object a line, blank lines skipped. What is wrong is told with file and line. */
public final class JsonLines {
    /** The longest line, in bytes: a file that is no text has no line ends, and would fill the memory. */
    private static final int MAX_LINE = 4 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private int number;

    private JsonLines(Path file) {
        this.file = file;
    }

    /**
     * What {@code parse} makes of each line, in the file's order.
     *
     * @throws CommandFailed when the file cannot be read, or a line is wrong
     */
    public static <T> List<T> read(Path file, Function<JsonLine, T> parse) {
        if (Files.isDirectory(file)) {
            throw new CommandFailed(ExitCode.BAD_INPUT, file + " is a folder; a file of JSON lines is needed.");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new JsonLines(file).read(in, parse);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.BAD_INPUT, file + " cannot be read: " + Failures.reason(e) + ".", e);
        }
    }

    private <T> List<T> read(InputStream in, Function<JsonLine, T> parse) throws IOException {
        List<T> parsed = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        do {
            b = in.read();
            if (b >= 0 && b != '\n') {
                line.write(b);
                if (line.size() > MAX_LINE) {
                    number++;
                    throw wrong("the line is longer than " + (MAX_LINE >> 20) + " MiB");
                }
            } else {
                number++;
                String text = decode(line.toByteArray());
                line.reset();
                if (!text.isBlank()) {
                    parsed.add(parse.apply(new JsonLine(file, number, object(text))));
                }
            }
        } while (b >= 0);
        return parsed;
    }

    private String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw wrong("the text is not UTF-8");
        }
    }

    private JsonNode object(String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw wrong("this is not JSON: " + reason(e));
        }
        if (!node.isObject()) {
            throw wrong("a JSON object in braces is needed, not " + JsonLine.kind(node));
        }
        return node;
    }

    /** Jackson's first line; those after it only quote the text. */
    private static String reason(JacksonException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        return first + (column > 0 ? ", at column " + column : "");
    }

    private CommandFailed wrong(String what) {
        return JsonLine.wrong(file, number, what);
    }
}
