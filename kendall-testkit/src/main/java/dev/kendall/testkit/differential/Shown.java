package dev.kendall.testkit.differential;

import dev.kendall.attributes.Attributes;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.Vector;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in full: the domain's own text forms leave out what has no place in a log, and just that may differ. */
final class Shown {
    private static final int MOST = 100;

    private Shown() {}

    static String of(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Shown::of).orElse("nothing");
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(Shown::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Record record) {
            return ofRecord(record);
        }
        if (value instanceof String text) {
            return ofText(text);
        }
        if (value instanceof Attributes attributes) {
            return attributes.asMap().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof SearchQuery query) {
            return "SearchQuery[" + query.mode() + ", " + of(query.text()) + ", limit " + query.limit()
                    + ", candidates " + query.candidates() + ", vector " + of(query.vector()) + "]";
        }
        return value instanceof Vector vector ? Arrays.toString(vector.toArray()) : String.valueOf(value);
    }

    /** On one line; a long one by its beginning, and by its hash, which tells two of them apart. */
    private static String ofText(String text) {
        String line = '"' + text.replace("\n", "\\n") + '"';
        return line.length() <= MOST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 20)) + "…\" (" + text.length() + " characters, hash "
                        + Integer.toHexString(text.hashCode()) + ")";
    }

    private static String ofRecord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (components.length == 1) {
            return of(component(record, components[0]));
        }
        return Arrays.stream(components)
                .map(component -> component.getName() + "=" + of(component(record, component)))
                .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a record does not tell its " + component.getName(), e);
        }
    }
}
