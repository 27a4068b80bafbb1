package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kendall.attributes.AttributeValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as the columns of a base take them, and as they are compared. */
final class CellValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern MARKS = Pattern.compile("[\\s\\p{Punct}]+");

    private CellValues() {}

    /** Whether Airtable would leave it out of an answer: no value, an empty text or list, and false. */
    static boolean isEmpty(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || value.isMissingNode()
                || value.isTextual() && value.textValue().isEmpty()
                || value.isArray() && value.isEmpty()
                || value.isBoolean() && !value.booleanValue();
    }

    /** Whether it is a formula's error instead of a value. */
    static boolean isError(JsonNode value) {
        return value.isObject() && (value.has("error") || value.has("specialValue"));
    }

    /** The value as the column takes it; null where it takes no such value, which then stands in Kendall's own field only. */
    static @Nullable JsonNode fitting(Column column, @Nullable JsonNode value) {
        if (isEmpty(value) || column.isAttachment()) {
            return null;
        }
        JsonNode given = Objects.requireNonNull(value);
        if (column.isLink()) {
            return given.isArray() ? given : NODES.arrayNode().add(given.asText());
        } else if (column.isList()) {
            ArrayNode chosen = NODES.arrayNode();
            texts(given).stream().filter(each -> isChoice(column, each)).forEach(chosen::add);
            return chosen.isEmpty() ? null : chosen;
        } else if (column.isNumber()) {
            return number(given);
        } else if (column.isCheckbox()) {
            return given.isBoolean() ? given : null;
        }
        String text = given.isArray() ? String.join(", ", texts(given)) : given.asText();
        if (column.isTime()) {
            Instant time = time(text);
            return time == null ? null : TextNode.valueOf(column.isDay() ? day(time) : millis(time));
        }
        return isChoice(column, text) ? TextNode.valueOf(text) : null;
    }

    private static boolean isChoice(Column column, String value) {
        Set<String> choices = column.choices();
        return choices == null || choices.contains(value);
    }

    private static @Nullable JsonNode number(JsonNode given) {
        if (given.isNumber()) {
            return given;
        }
        try {
            return NODES.numberNode(new BigDecimal(given.asText()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String millis(Instant time) {
        Instant kept = time.truncatedTo(ChronoUnit.MILLIS);
        return kept.getNano() == 0 ? kept.toString().replace("Z", ".000Z") : kept.toString();
    }

    private static String day(Instant time) {
        return time.toString().substring(0, time.toString().indexOf('T'));
    }

    /** The texts of a list, or of a text with commas. */
    static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return Arrays.stream(value.asText().split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** What two values of a column are compared by: forms in which Airtable may give back the same one become one. */
    static String canonical(Column column, @Nullable JsonNode value) {
        if (isEmpty(value)) {
            return "";
        }
        JsonNode given = Objects.requireNonNull(value);
        if (given.isNumber()) {
            return given.decimalValue().stripTrailingZeros().toPlainString();
        } else if (given.isArray()) {
            return String.join("\n", new TreeSet<>(texts(given)));
        }
        String text = given.asText();
        Instant time = column.isTime() && !column.isDay() ? time(text) : null;
        if (time != null) {
            return millis(time);
        }
        if (column.isLine()) {
            return SPACES.matcher(text).replaceAll(" ").strip();
        }
        // Rich text comes back with its marks escaped, its lists and spaces rewritten, and a line break at its end.
        return column.isRichText() ? MARKS.matcher(text).replaceAll(" ").strip() : text.strip();
    }

    /** A cell as an attribute, with nothing lost that is worth keeping. */
    static AttributeValue attribute(JsonNode value) {
        if (value.isTextual()) {
            return new AttributeValue.Text(value.textValue());
        } else if (value.isNumber()) {
            return new AttributeValue.Number(value.decimalValue());
        } else if (value.isBoolean()) {
            return new AttributeValue.Flag(value.booleanValue());
        }
        boolean texts = value.isArray();
        for (JsonNode each : value) {
            texts &= each.isTextual();
        }
        return texts ? new AttributeValue.Texts(texts(value)) : new AttributeValue.Text(value.toString());
    }

    /** An attribute as a cell. */
    static JsonNode cell(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return TextNode.valueOf(text.value());
        } else if (value instanceof AttributeValue.Number number) {
            return NODES.numberNode(number.value());
        } else if (value instanceof AttributeValue.Flag flag) {
            return NODES.booleanNode(flag.value());
        }
        ArrayNode texts = NODES.arrayNode();
        ((AttributeValue.Texts) value).values().forEach(texts::add);
        return texts;
    }
}
