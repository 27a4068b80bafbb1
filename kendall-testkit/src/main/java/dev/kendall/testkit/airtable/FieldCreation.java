package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes fields of definitions in the metadata API's form. */
final class FieldCreation {
    private static final Set<String> TEXTS = Set.of("singleLineText", "multilineText", "email", "phoneNumber", "url");
    private static final int DEFAULT_PRECISION = 8;

    private final Tables tables;
    private final Table table;

    FieldCreation(Tables tables, Table table) {
        this.tables = tables;
        this.table = table;
    }

    /**
     * Adds a field. A link adds its other side too, under {@code options.inverseName} or the name of this table.
     *
     * @throws ApiFailure when the name is taken or empty, or the definition is none
     */
    Field add(JsonNode definition) {
        String name = definition.path("name").asText();
        if (name.isBlank() || table.findField(name).isPresent()) {
            throw ApiFailure.unprocessable(
                    "DUPLICATE_OR_EMPTY_FIELD_NAME", "The field name \"" + name + "\" is empty or taken.");
        }
        JsonNode options = definition.path("options");
        FieldType type = type(definition.path("type").asText(), options);
        Field field = new Field(tables.nextId("fld"), name, type);
        table.add(field);
        if (type instanceof LinkType link && link.linked() != table) {
            LinkType back = new LinkType(table);
            Table linked = link.linked();
            String wanted = options.path("inverseName").asText(table.name());
            Field inverse = new Field(tables.nextId("fld"), free(wanted, linked), back);
            linked.add(inverse);
            link.inverse(inverse);
            back.inverse(field);
        }
        return field;
    }

    private FieldType type(String type, JsonNode options) {
        if (TEXTS.contains(type)) {
            return new TextType(type);
        }
        return switch (type) {
            case "richText" -> new RichTextType();
            case "number", "percent" ->
                new NumberType(type, options.path("precision").asInt(DEFAULT_PRECISION));
            case "checkbox" -> new CheckboxType();
            case "singleSelect" -> new SingleSelectType(choices(options));
            case "multipleSelects" -> new MultipleSelectsType(choices(options));
            case "date" -> new DateType();
            case "dateTime" -> new DateTimeType();
            case "multipleRecordLinks" ->
                new LinkType(tables.get(options.path("linkedTableId").asText()));
            case "multipleAttachments" -> new AttachmentsType();
            case RowTimeType.CREATED, RowTimeType.MODIFIED -> new RowTimeType(type);
            case "autoNumber" -> new AutoNumberType();
            case "formula" -> formula(options.path("formula").asText());
            case "multipleLookupValues" -> lookup(options);
            default -> throw ApiFailure.invalid("\"" + type + "\" is no type of a field.");
        };
    }

    private Choices choices(JsonNode options) {
        List<String> names = new ArrayList<>();
        options.path("choices").forEach(choice -> names.add(choice.path("name").asText()));
        return new Choices(names, tables.ids());
    }

    private FieldType formula(String text) {
        try {
            return new FormulaType(text, FormulaParser.parse(text, table));
        } catch (FormulaSyntaxException e) {
            throw ApiFailure.invalid("The formula \"" + text + "\" is invalid: " + e.getMessage());
        }
    }

    private FieldType lookup(JsonNode options) {
        Field link = table.field(options.path("recordLinkFieldId").asText());
        if (!(link.type() instanceof LinkType type)) {
            throw ApiFailure.invalid("\"" + link.name() + "\" is no link.");
        }
        return new LookupType(
                link, type.linked().field(options.path("fieldIdInLinkedTable").asText()));
    }

    private static String free(String wanted, Table table) {
        String name = wanted;
        for (int i = 2; table.findField(name).isPresent(); i++) {
            name = wanted + " " + i;
        }
        return name;
    }
}
