package dev.kendall.store.postgres;

import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;

/** How things are called in one database: the schema of the tables, and that of pgvector's types and operators. */
record Names(SchemaName schema, SchemaName vectorSchema) {
    /** The schema that jOOQ's classes were generated from. */
    private static final String GENERATED = "kendall";

    /** A template's SQL: {@code {s}} is the schema of the tables, {@code {v}} that of pgvector, {@code <=>} its cosine distance. */
    String sql(String template) {
        return template.replace("{s}", schema.quoted())
                .replace("{v}", vectorSchema.quoted())
                .replace("<=>", "OPERATOR(" + vectorSchema.quoted() + ".<=>)");
    }

    /** The schema for jOOQ. */
    RenderMapping mapping() {
        return new RenderMapping()
                .withSchemata(new MappedSchema().withInput(GENERATED).withOutput(schema.plain()));
    }
}
