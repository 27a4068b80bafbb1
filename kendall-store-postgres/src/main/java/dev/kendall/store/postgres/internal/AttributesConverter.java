package dev.kendall.store.postgres.internal;

import dev.kendall.attributes.Attributes;
import dev.kendall.json.DomainJson;
import org.jooq.JSONB;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** {@code jsonb} as {@link Attributes}. */
public final class AttributesConverter extends AbstractConverter<JSONB, Attributes> {
    private static final long serialVersionUID = 1;
    private static final String NONE = "{}";

    /** For the generated classes. */
    public AttributesConverter() {
        super(JSONB.class, Attributes.class);
    }

    /** The attributes in a column's JSON. */
    public static Attributes read(String json) {
        return json.equals(NONE) ? Attributes.none() : DomainJson.read(json, Attributes.class);
    }

    /** The JSON of attributes. */
    public static String write(Attributes attributes) {
        return attributes.isEmpty() ? NONE : DomainJson.write(attributes);
    }

    @Override
    public @Nullable Attributes from(@Nullable JSONB json) {
        return json == null ? null : read(json.data());
    }

    @Override
    public @Nullable JSONB to(@Nullable Attributes attributes) {
        return attributes == null ? null : JSONB.jsonb(write(attributes));
    }
}
