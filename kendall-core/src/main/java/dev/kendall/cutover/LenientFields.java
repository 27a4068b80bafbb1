package dev.kendall.cutover;

import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a row as {@link RowNormaliser#lenient()} sees them: every component of its record, so that none is forgotten. */
final class LenientFields {
    private static final Pattern TRAILING_SPACE = Pattern.compile("[ \\t]+(?=\\n|\\z)");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern COMMA = Pattern.compile(",");
    /** The owner is what was asked for, and versions count changes, which the sides may have made in other steps. */
    private static final Set<String> LEFT_OUT = Set.of("user", "version");

    private final SortedMap<String, String> fields = new TreeMap<>();

    private LenientFields() {}

    static SortedMap<String, String> of(StoredRow row) {
        LenientFields all = new LenientFields();
        all.addRecord("", item(row));
        return Collections.unmodifiableSortedMap(all.fields);
    }

    private static Record item(StoredRow row) {
        if (row instanceof OfUser of) {
            return of.user();
        } else if (row instanceof OfThread of) {
            return of.thread();
        } else if (row instanceof OfMessage of) {
            return of.message();
        } else if (row instanceof OfContact of) {
            return of.contact();
        } else if (row instanceof OfPattern of) {
            return of.pattern();
        }
        return ((OfMemory) row).memory();
    }

    private void addRecord(String prefix, Record item) {
        for (RecordComponent component : item.getClass().getRecordComponents()) {
            if (!LEFT_OUT.contains(component.getName())) {
                add(prefix + component.getName(), value(item, component));
            }
        }
    }

    private static @Nullable Object value(Record item, RecordComponent component) {
        try {
            return component.getAccessor().invoke(item);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the accessors of Kendall's records are public and return", e);
        }
    }

    private void add(String name, @Nullable Object value) {
        if (value instanceof Attributes attributes) {
            for (Map.Entry<String, AttributeValue> each : attributes.asMap().entrySet()) {
                add(name + "." + each.getKey(), each.getValue());
            }
        } else if (value instanceof Record item && item.getClass().getRecordComponents().length > 1) {
            addRecord(name + ".", item);
        } else {
            String text = text(value);
            if (!text.isEmpty()) {
                fields.put(name, text);
            }
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        } else if (value instanceof Collection<?> several) {
            return list(several.stream().map(LenientFields::text));
        } else if (value instanceof AttributeValue.Text text) {
            String plain = plain(text.value());
            return plain.indexOf(',') < 0 ? plain : list(Stream.of(plain));
        } else if (value instanceof Record single) {
            return text(value(single, single.getClass().getRecordComponents()[0]));
        } else if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return plain(value.toString());
    }

    private static String plain(String text) {
        return TRAILING_SPACE
                .matcher(LINE_END.matcher(text).replaceAll("\n"))
                .replaceAll("")
                .stripTrailing();
    }

    /** In one order, whether the elements came as a list or as one text with commas. */
    private static String list(Stream<String> elements) {
        return elements.flatMap(element -> Arrays.stream(COMMA.split(element, -1)))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
