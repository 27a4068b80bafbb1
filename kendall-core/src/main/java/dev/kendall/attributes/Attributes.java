package dev.kendall.attributes;

import dev.kendall.internal.Checks;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The host's own fields of a stored thing. Immutable; ordered by key.
 *
 * <p>At most 100 keys of 1 to 64 characters, values of at most {@value #MAX_TEXT} characters. Attributes never decide whose a row
 * is: nothing put here can widen what a user sees.
 */
public final class Attributes {
    /** The longest text value, in characters. */
    public static final int MAX_TEXT = 100_000;

    private static final Attributes NONE = new Attributes(Collections.emptySortedMap());

    private final Map<String, AttributeValue> values;

    private Attributes(Map<String, AttributeValue> sorted) {
        this.values = Collections.unmodifiableMap(sorted);
    }

    /** No attributes. */
    public static Attributes none() {
        return NONE;
    }

    /** The attributes in {@code values}. */
    public static Attributes from(Map<String, AttributeValue> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        Checks.range("number of attributes", values.size(), 0, 100);
        TreeMap<String, AttributeValue> sorted = new TreeMap<>();
        values.forEach((key, value) ->
                sorted.put(Checks.filled("attribute key", key, 64), Objects.requireNonNull(value, "attribute value")));
        return new Attributes(sorted);
    }

    /** These attributes with {@code key} set to a text. */
    public Attributes with(String key, String value) {
        return with(key, new AttributeValue.Text(value));
    }

    /** These attributes with {@code key} set to a whole number. */
    public Attributes with(String key, long value) {
        return with(key, new AttributeValue.Number(BigDecimal.valueOf(value)));
    }

    /** These attributes with {@code key} set to a number, which must be finite. */
    public Attributes with(String key, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("attribute '" + key + "' is not a finite number");
        }
        return with(key, new AttributeValue.Number(BigDecimal.valueOf(value)));
    }

    /** These attributes with {@code key} set to a flag. */
    public Attributes with(String key, boolean value) {
        return with(key, new AttributeValue.Flag(value));
    }

    /** These attributes with {@code key} set to a list of texts. */
    public Attributes with(String key, List<String> values) {
        return with(key, new AttributeValue.Texts(values));
    }

    /** These attributes with {@code key} set. */
    public Attributes with(String key, AttributeValue value) {
        TreeMap<String, AttributeValue> copy = new TreeMap<>(values);
        copy.put(key, value);
        return from(copy);
    }

    /** These attributes without {@code key}. */
    public Attributes without(String key) {
        TreeMap<String, AttributeValue> copy = new TreeMap<>(values);
        copy.remove(key);
        return from(copy);
    }

    /** The value of {@code key}. */
    public Optional<AttributeValue> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The text under {@code key}; empty when there is none, or something else than a text. */
    public Optional<String> findText(String key) {
        return find(key)
                .filter(AttributeValue.Text.class::isInstance)
                .map(AttributeValue.Text.class::cast)
                .map(AttributeValue.Text::value);
    }

    /** The number under {@code key}; empty when there is none, or something else than a number. */
    public Optional<BigDecimal> findNumber(String key) {
        return find(key)
                .filter(AttributeValue.Number.class::isInstance)
                .map(AttributeValue.Number.class::cast)
                .map(AttributeValue.Number::value);
    }

    /** The flag under {@code key}; empty when there is none, or something else than a flag. */
    public Optional<Boolean> findFlag(String key) {
        return find(key)
                .filter(AttributeValue.Flag.class::isInstance)
                .map(AttributeValue.Flag.class::cast)
                .map(AttributeValue.Flag::value);
    }

    /** The texts under {@code key}; empty when there are none, or something else than a list. */
    public Optional<List<String>> findTexts(String key) {
        return find(key)
                .filter(AttributeValue.Texts.class::isInstance)
                .map(AttributeValue.Texts.class::cast)
                .map(AttributeValue.Texts::values);
    }

    /** Every attribute, ordered by key; unmodifiable. */
    public Map<String, AttributeValue> asMap() {
        return values;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The keys only: values may be personal data and have no place in a log. */
    @Override
    public String toString() {
        return "Attributes" + values.keySet();
    }
}
