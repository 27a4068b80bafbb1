package dev.kendall.testkit.airtable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The base of an assistant that kept its memory in Airtable: Users, Chat Messages, Contacts, User Patterns and User Memory, each row but a
 * user's with a link {@code recordId} to its owner. There is no table of threads. Every variant is a new object; more can be changed by
 * {@link #andThen}.
 */
public final class LegacyBase implements Consumer<BaseSchema> {
    private static final List<String> OWNED = List.of("Chat Messages", "Contacts", "User Patterns", "User Memory");

    private final List<Consumer<BaseSchema>> variants;

    private LegacyBase(List<Consumer<BaseSchema>> variants) {
        this.variants = List.copyOf(variants);
    }

    /** The names that are used by default, owners as links, times as plain fields, tags as an array. */
    public static LegacyBase schema() {
        return new LegacyBase(List.of());
    }

    /** The owner's record id as a text, not a link. */
    public LegacyBase withOwnersAsText() {
        return and(base -> OWNED.forEach(table -> base.table(table, fields -> fields.text("recordId"))));
    }

    /** {@code createdAt} and {@code updatedAt} are computed: nobody can write them, and they know whole seconds. */
    public LegacyBase withComputedTimes() {
        return and(base -> {
            base.table("Chat Messages", fields -> fields.createdTime("createdAt"));
            for (String table : List.of("User Patterns", "User Memory")) {
                base.table(table, fields -> fields.createdTime("createdAt").lastModifiedTime("updatedAt"));
            }
        });
    }

    /** A contact's tags as one text with commas. */
    public LegacyBase withTagsAsText() {
        return and(base -> base.table("Contacts", fields -> fields.text("tags")));
    }

    /** A field that is called otherwise, such as {@code timestamp} for {@code createdAt}; the table by its default name. */
    public LegacyBase withField(String table, String field, String renamed) {
        return and(base -> base.table(table, fields -> fields.rename(field, renamed)));
    }

    /** A table that is called otherwise. */
    public LegacyBase withTable(String table, String renamed) {
        return and(base -> base.rename(table, renamed));
    }

    private LegacyBase and(Consumer<BaseSchema> variant) {
        List<Consumer<BaseSchema>> all = new ArrayList<>(variants);
        all.add(variant);
        return new LegacyBase(all);
    }

    @Override
    public void accept(BaseSchema base) {
        base.table("Users", LegacyBase::users)
                .table("Chat Messages", LegacyBase::messages)
                .table("Contacts", LegacyBase::contacts)
                .table("User Patterns", LegacyBase::patterns)
                .table("User Memory", LegacyBase::memories);
        variants.forEach(variant -> variant.accept(base));
    }

    private static void users(TableSchema fields) {
        fields.text("fullName")
                .text("nickname")
                .email("email")
                .phone("mobileNumber")
                .text("kendallName")
                .multiSelect("selectedTraits")
                .singleSelect("useCaseChoice")
                .multiSelect("boundaryChoices")
                .longText("userContextAndRules")
                .longText("analyzedFileContent")
                .longText("fileUsageInstructions")
                .text("vapi_agent_id")
                .text("timeZone");
    }

    private static void messages(TableSchema fields) {
        fields.longText("message")
                .link("recordId", "Users", "Chat Messages")
                .text("agentId")
                .text("threadId")
                .singleSelect("role", "user", "assistant")
                .singleSelect("messageType", "text", "file", "system", "call_request")
                .dateTime("createdAt")
                .checkbox("read")
                .attachments("attachments")
                .text("callRequestId")
                .text("callStatus");
    }

    private static void contacts(TableSchema fields) {
        fields.text("name")
                .link("recordId", "Users", "Contacts")
                .phone("phone")
                .email("email")
                .text("relationship")
                .longText("notes")
                .dateTime("lastContacted")
                .number("contactCount")
                .multiSelect("tags");
    }

    private static void patterns(TableSchema fields) {
        fields.singleSelect(
                        "patternType",
                        "recurring_call",
                        "time_based_action",
                        "preferred_contact",
                        "behavior",
                        "preference")
                .link("recordId", "Users", "User Patterns")
                .longText("patternData")
                .number("confidence")
                .dateTime("lastObserved")
                .dateTime("createdAt")
                .dateTime("updatedAt");
    }

    private static void memories(TableSchema fields) {
        fields.text("key")
                .link("recordId", "Users", "User Memory")
                .singleSelect(
                        "memoryType", "fact", "preference", "relationship", "reminder", "important_date", "instruction")
                .longText("value")
                .longText("context")
                .singleSelect("importance", "low", "medium", "high")
                .dateTime("expiresAt")
                .dateTime("createdAt")
                .dateTime("updatedAt");
    }
}
