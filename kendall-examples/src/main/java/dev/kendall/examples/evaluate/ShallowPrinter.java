package dev.kendall.examples.evaluate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Breaks lines as deep as a question of a configuration of an evaluation, whose own fields stand on one line. It counts: each file needs
 * one of its own.
 */
final class ShallowPrinter implements PrettyPrinter {
    private static final int DEEPEST = 4;

    private int depth;

    @Override
    public void writeRootValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator json) throws IOException {
        open(json, '{');
    }

    @Override
    public void writeStartArray(JsonGenerator json) throws IOException {
        open(json, '[');
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) throws IOException {
        separate(json);
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
        separate(json);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
        next(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        next(json);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(": ");
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
        close(json, entries, '}');
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
        close(json, values, ']');
    }

    private void open(JsonGenerator json, char bracket) throws IOException {
        json.writeRaw(bracket);
        depth++;
    }

    private void separate(JsonGenerator json) throws IOException {
        if (depth <= DEEPEST) {
            breakLine(json);
        }
    }

    private void next(JsonGenerator json) throws IOException {
        json.writeRaw(',');
        if (depth <= DEEPEST) {
            breakLine(json);
        } else {
            json.writeRaw(' ');
        }
    }

    private void close(JsonGenerator json, int inside, char bracket) throws IOException {
        depth--;
        if (depth < DEEPEST && inside > 0) {
            breakLine(json);
        }
        json.writeRaw(bracket);
    }

    private void breakLine(JsonGenerator json) throws IOException {
        json.writeRaw("\n" + "  ".repeat(depth));
    }
}
