package dev.kendall.examples.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line of a file of JSON lines. A field whose value is null counts as missing. */
public final class JsonLine {
    private final Path file;
    private final int number;
    private final JsonNode object;

    JsonLine(Path file, int number, JsonNode object) {
        this.file = file;
        this.number = number;
        this.object = object;
    }

    /** The number of the line, from 1. */
    public int number() {
        return number;
    }

    /** The text under the first of these names that is there; blank or no text is refused. */
    public String text(String... names) {
        String text = findText(names);
        if (text == null) {
            throw wrong("the field \"" + String.join("\" or \"", names) + "\" is missing");
        }
        return text;
    }

    /** As {@link #text}; null when none of the names is there. */
    public @Nullable String findText(String... names) {
        for (String name : names) {
            JsonNode value = object.path(name);
            if (value.isTextual()) {
                if (value.textValue().isBlank()) {
                    throw wrong("the field \"" + name + "\" is blank");
                }
                return value.textValue();
            }
            if (!isAbsent(value)) {
                throw wrong("the field \"" + name + "\" must be a text, not " + kind(value));
            }
        }
        return null;
    }

    /** A text or a whole number under this name, as a text. */
    public String label(String name) {
        String label = findLabel(name);
        if (label == null) {
            throw wrong("the field \"" + name + "\" is missing");
        }
        return label;
    }

    /** As {@link #label}; null when it is not there. */
    public @Nullable String findLabel(String name) {
        JsonNode value = object.path(name);
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        if (!isAbsent(value) && !value.isTextual()) {
            throw wrong("the field \"" + name + "\" must be a text or a whole number, not " + kind(value));
        }
        return findText(name);
    }

    /** The texts in the array under this name; none when it is not there. */
    public List<String> texts(String name) {
        JsonNode value = object.path(name);
        List<String> texts = new ArrayList<>();
        if (isAbsent(value)) {
            return texts;
        }
        if (!value.isArray()) {
            throw wrong("the field \"" + name + "\" must be an array of texts, not " + kind(value));
        }
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw wrong("the field \"" + name + "\" must hold texts only, not " + kind(element));
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** The whole number under this name. */
    public int number(String name) {
        Integer number = findNumber(name);
        if (number == null) {
            throw wrong("the field \"" + name + "\" is missing");
        }
        return number;
    }

    /** As {@link #number}; null when it is not there. */
    public @Nullable Integer findNumber(String name) {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw wrong("the field \"" + name + "\" must be a whole number, not " + kind(value));
        }
        return value.intValue();
    }

    /** The whole numbers in the array under this name; none when it is not there. */
    public List<Integer> numbers(String name) {
        JsonNode value = object.path(name);
        List<Integer> numbers = new ArrayList<>();
        if (isAbsent(value)) {
            return numbers;
        }
        if (!value.isArray()) {
            throw wrong("the field \"" + name + "\" must be an array of whole numbers, not " + kind(value));
        }
        for (JsonNode element : value) {
            if (!element.canConvertToInt() || !element.isIntegralNumber()) {
                throw wrong("the field \"" + name + "\" must hold whole numbers only, not " + kind(element));
            }
            numbers.add(element.intValue());
        }
        return numbers;
    }

    /** A failure that names this line. */
    public CommandFailed wrong(String what) {
        return wrong(file, number, what);
    }

    static CommandFailed wrong(Path file, int number, String what) {
        return new CommandFailed(ExitCode.BAD_INPUT, file + ", line " + number + ": " + what + ".");
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case ARRAY, OBJECT -> "an " + value.getNodeType().name().toLowerCase(Locale.ROOT);
            case MISSING -> "nothing";
            case NULL -> "null";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
