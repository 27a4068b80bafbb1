package dev.kendall.attributes;

import dev.kendall.internal.Checks;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** One value of the host's own: a text, a number, a flag, or a list of texts. */
public sealed interface AttributeValue {
    /** A text of at most 100,000 characters; may be empty. */
    record Text(String value) implements AttributeValue {
        /** Checks the text. */
        public Text {
            Checks.text("attribute text", value, Attributes.MAX_TEXT);
        }

        /** The length: the text may be personal. */
        @Override
        public String toString() {
            return "Text[" + value.length() + " characters]";
        }
    }

    /**
     * An exact decimal number. Trailing zeros do not count: 1.50 equals 1.5.
     *
     * @param value at most 100 significant digits, and at most 100 places before or after the point
     */
    record Number(BigDecimal value) implements AttributeValue {
        /** Checks the size and strips trailing zeros. */
        public Number {
            Objects.requireNonNull(value, "attribute number");
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
            if (Math.abs((long) value.scale()) > 100 || value.precision() > 100) {
                throw new IllegalArgumentException("an attribute number has more than 100 digits; keep it as a text");
            }
            if (value.scale() < 0) {
                value = value.setScale(0);
            }
        }
    }

    /** Yes or no. */
    record Flag(boolean value) implements AttributeValue {}

    /** Up to 1,000 texts, in order. */
    record Texts(List<String> values) implements AttributeValue {
        /** Checks and copies the texts. */
        public Texts {
            values = List.copyOf(values);
            Checks.range("number of attribute texts", values.size(), 0, 1_000);
            values.forEach(value -> Checks.text("attribute text", value, Attributes.MAX_TEXT));
        }

        /** How many: the texts may be personal. */
        @Override
        public String toString() {
            return "Texts[" + values.size() + "]";
        }
    }
}
