package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row in the making, in the legacy fields. Not thread-safe. */
final class Cells {
    private final Map<AirtableField, JsonNode> values = new EnumMap<>(AirtableField.class);

    Cells text(AirtableField field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(field, TextNode.valueOf(value));
        }
        return this;
    }

    Cells texts(AirtableField field, Collection<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            texts.forEach(array::add);
            values.put(field, array);
        }
        return this;
    }

    Cells time(AirtableField field, @Nullable Instant time) {
        return text(field, time == null ? null : time.toString());
    }

    Cells number(AirtableField field, BigDecimal value) {
        values.put(field, DecimalNode.valueOf(value));
        return this;
    }

    /** The attributes that have legacy fields of their own. */
    Cells attributes(AirtableTable table, Attributes attributes) {
        for (AirtableField field : AirtableField.of(table)) {
            Optional<AttributeValue> value =
                    field.isAttribute() ? attributes.find(field.defaultName()) : Optional.empty();
            value.map(CellValues::cell)
                    .filter(cell -> cell != BooleanNode.FALSE)
                    .ifPresent(cell -> values.put(field, cell));
        }
        return this;
    }

    Map<AirtableField, JsonNode> values() {
        return values;
    }

    /** The stored attributes with those of the changed fields as they are now. */
    static Attributes changed(Attributes stored, Attributes fresh, Set<AirtableField> fields) {
        List<String> names = fields.stream()
                .filter(AirtableField::isAttribute)
                .map(AirtableField::defaultName)
                .toList();
        return taken(stored, fresh, names);
    }

    /** The stored attributes with those of these names as they are now: a name that is gone now is gone. */
    static Attributes taken(Attributes stored, Attributes fresh, Collection<String> names) {
        Attributes result = stored;
        for (String name : names) {
            Optional<AttributeValue> now = fresh.find(name);
            result = now.isPresent() ? result.with(name, now.get()) : result.without(name);
        }
        return result;
    }

    /** What a component is: as it is now where its field was changed, else as it was. */
    static <T> T pick(Set<AirtableField> fields, AirtableField field, T stored, T fresh) {
        return fields.contains(field) ? fresh : stored;
    }

    /** As {@link #pick}, of what may be absent. */
    static <T> @Nullable T pickOrNull(
            Set<AirtableField> fields, AirtableField field, @Nullable T stored, @Nullable T fresh) {
        return fields.contains(field) ? fresh : stored;
    }
}
