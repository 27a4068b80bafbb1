package dev.kendall.examples.evaluate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Evaluations as JSON, in which a question is a line. */
final class EvaluationJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private EvaluationJson() {}

    static String write(Evaluation evaluation) {
        try {
            return JSON.writer(new ShallowPrinter()).writeValueAsString(evaluation) + "\n";
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The evaluation in a file.
     *
     * @throws CommandFailed when it cannot be read, or is none
     */
    static Evaluation read(Path file) {
        JsonNode tree = tree(file);
        String format = tree.path("format").asText();
        if (!format.equals(Evaluation.FORMAT)) {
            throw notOne(file, "its format is \"" + format + "\", and \"" + Evaluation.FORMAT + "\" is needed");
        }
        return value(file, tree, Evaluation.class);
    }

    /** Whether a file says that it holds the scores of others. */
    static boolean isBaselines(Path file) {
        return tree(file).path("format").asText().equals(Baselines.FORMAT);
    }

    /**
     * The scores of others in a file.
     *
     * @throws CommandFailed when it cannot be read, or holds none
     */
    static Baselines readBaselines(Path file) {
        return value(file, tree(file), Baselines.class);
    }

    private static JsonNode tree(Path file) {
        try {
            return JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw notOne(file, reason(e));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.BAD_INPUT, file + " cannot be read: " + Failures.reason(e) + ".", e);
        }
    }

    private static <T> T value(Path file, JsonNode tree, Class<T> type) {
        try {
            return JSON.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw notOne(file, reason(e));
        }
    }

    /** Jackson's first clause; those after it name its own settings, or quote the file. */
    private static String reason(JacksonException e) {
        String first =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("it is not JSON");
        return first.split(";", 2)[0];
    }

    private static CommandFailed notOne(Path file, String why) {
        return new CommandFailed(
                ExitCode.BAD_INPUT, file + " holds no results of ./kendall evaluate --json: " + why + ".");
    }
}
