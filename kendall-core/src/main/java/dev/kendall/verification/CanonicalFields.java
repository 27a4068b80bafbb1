package dev.kendall.verification;

import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import dev.kendall.entity.EntityKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one row in the form in which they are compared. */
final class CanonicalFields {
    private final EntityKind kind;
    private final Comparison comparison;
    private final SortedMap<String, String> fields = new TreeMap<>();

    CanonicalFields(EntityKind kind, Comparison comparison) {
        this.kind = kind;
        this.comparison = comparison;
    }

    SortedMap<String, String> asMap() {
        return fields;
    }

    /** All of them as one text. */
    String asText() {
        return joined(fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .toList());
    }

    /** A short text; null and empty are absent. */
    void text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty() && comparison.isCompared(kind, name)) {
            fields.put(name, value);
        }
    }

    /** A text that a side may keep as rich text. */
    void longText(String name, @Nullable String value) {
        text(name, value == null ? null : longText(value));
    }

    private String longText(String value) {
        return comparison.isRichText() ? CanonicalText.of(value) : value;
    }

    void number(String name, long value) {
        text(name, Long.toString(value));
    }

    void time(String name, @Nullable Instant value) {
        text(name, value == null ? null : value.truncatedTo(comparison.times()).toString());
    }

    /** Values that have no order. */
    void set(String name, Collection<String> values) {
        text(name, values.isEmpty() ? null : joined(new TreeSet<>(values)));
    }

    /** Values in an order, which may not count. */
    void list(String name, List<String> values) {
        if (comparison.areListsLoose()) {
            set(name, values.stream().map(String::strip).toList());
        } else {
            text(name, values.isEmpty() ? null : joined(values));
        }
    }

    /** Each with its length, so that no value can look like two. */
    private static String joined(Collection<String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                value -> text.append(value.length()).append(':').append(value).append(' '));
        return text.toString();
    }

    void attributes(Attributes attributes) {
        if (comparison.isCompared(kind, "attributes")) {
            attributes.asMap().forEach((key, value) -> attribute("attributes." + key, value));
        }
    }

    private void attribute(String name, AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            attributeText(name, text.value());
        } else if (value instanceof AttributeValue.Number number) {
            text(name, "number " + number.value().toPlainString());
        } else if (value instanceof AttributeValue.Flag flag) {
            if (flag.value() || !comparison.areBlanksAbsent()) {
                text(name, "flag " + flag.value());
            }
        } else {
            attributeTexts(name, ((AttributeValue.Texts) value).values());
        }
    }

    private void attributeText(String name, String value) {
        if (comparison.areBlanksAbsent() && value.isBlank()) {
            return;
        }
        if (comparison.areListsLoose() && value.indexOf(',') >= 0) {
            attributeTexts(name, Arrays.asList(value.split(",")));
        } else {
            text(name, "text " + longText(value));
        }
    }

    private void attributeTexts(String name, List<String> values) {
        if (!comparison.areListsLoose()) {
            if (!values.isEmpty() || !comparison.areBlanksAbsent()) {
                text(name, "texts " + joined(values));
            }
            return;
        }
        TreeSet<String> set = new TreeSet<>();
        values.stream()
                .map(this::longText)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .forEach(set::add);
        if (set.size() == 1) {
            text(name, "text " + set.first());
        } else if (!set.isEmpty() || !comparison.areBlanksAbsent()) {
            text(name, "texts " + joined(set));
        }
    }
}
