package dev.kendall.store.airtable;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field as the host's base has it.
 *
 * @param name what it is called in requests and answers
 * @param type Airtable's name of its type
 * @param choices the options of a select field, or null when it is none
 */
record Column(String name, String type, @Nullable Set<String> choices) {
    private static final Set<String> COMPUTED = Set.of(
            "formula",
            "rollup",
            "count",
            "lookup",
            "multipleLookupValues",
            "createdTime",
            "lastModifiedTime",
            "createdBy",
            "lastModifiedBy",
            "autoNumber",
            "button",
            "externalSyncSource",
            "aiText");
    private static final Set<String> LINES = Set.of("singleLineText", "email", "phoneNumber", "url", "singleSelect");
    private static final Set<String> NUMBERS = Set.of("number", "percent", "currency", "rating", "duration");

    boolean isComputed() {
        return COMPUTED.contains(type);
    }

    boolean isLink() {
        return "multipleRecordLinks".equals(type);
    }

    /** Whether its text may come back differently than it was written. */
    boolean isRichText() {
        return "richText".equals(type);
    }

    /** Whether it holds one line, in which line breaks become spaces. */
    boolean isLine() {
        return LINES.contains(type);
    }

    boolean isList() {
        return "multipleSelects".equals(type);
    }

    boolean isNumber() {
        return NUMBERS.contains(type);
    }

    boolean isCheckbox() {
        return "checkbox".equals(type);
    }

    boolean isTime() {
        return type.equals("dateTime") || isDay();
    }

    boolean isDay() {
        return "date".equals(type);
    }

    boolean isAttachment() {
        return "multipleAttachments".equals(type);
    }
}
