package dev.kendall.benchmarks.postgres.turn;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A bound value as a client without a driver sends it: as text, with the type it has.
 *
 * @param text as PostgreSQL writes it; null for null
 */
record ServerText(String type, String text) {
    static ServerText of(TappedStatement.Binding binding) {
        if (binding instanceof TappedStatement.NewArray array) {
            return new ServerText(array.type() + "[]", array(array.elements()));
        }
        if (binding instanceof TappedStatement.Value value) {
            return of(value.value());
        }
        if (binding instanceof TappedStatement.Typed typed) {
            return of(typed.value());
        }
        throw new IllegalArgumentException("a null has no type");
    }

    private static ServerText of(Object value) {
        if (value instanceof long[] numbers) {
            return new ServerText("bigint[]", braced(Arrays.toString(numbers)));
        }
        if (value instanceof float[] numbers) {
            return new ServerText("real[]", braced(Arrays.toString(numbers)));
        }
        return new ServerText(type(value), value.toString());
    }

    private static String type(Object value) {
        if (value instanceof String) {
            return "text";
        } else if (value instanceof UUID) {
            return "uuid";
        } else if (value instanceof Long) {
            return "bigint";
        } else if (value instanceof Integer) {
            return "integer";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof Double) {
            return "float8";
        } else if (value instanceof OffsetDateTime) {
            return "timestamptz";
        }
        throw new IllegalArgumentException("no type is known for a " + value.getClass());
    }

    private static String array(Object[] elements) {
        return Arrays.stream(elements)
                .map(element -> element == null
                        ? "null"
                        : '"' + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String braced(String bracketed) {
        return "{" + bracketed.substring(1, bracketed.length() - 1) + "}";
    }
}
