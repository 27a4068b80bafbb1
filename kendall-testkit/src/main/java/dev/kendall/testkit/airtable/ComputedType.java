package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;

/** A field whose value follows from other things. */
interface ComputedType extends FieldType {
    @Override
    default boolean isComputed() {
        return true;
    }

    @Override
    default Object parse(JsonNode given, CellWriting writing) {
        throw ApiFailure.computed(writing.field().name());
    }
}
