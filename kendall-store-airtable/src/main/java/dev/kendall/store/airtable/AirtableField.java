package dev.kendall.store.airtable;

import java.util.Arrays;
import java.util.List;

/**
 * The fields of a legacy base. Each has the name it has by default, and others that are looked for where that is not there; which of them the
 * host's base has shows in its schema, and {@link FieldMap} overrides it.
 */
public enum AirtableField {
    /** {@code Profile.fullName}. */
    USER_FULL_NAME(AirtableTable.USERS, Need.OPTIONAL, "fullName"),
    /** {@code Profile.nickname}. */
    USER_NICKNAME(AirtableTable.USERS, Need.OPTIONAL, "nickname"),
    /** {@code Profile.email}. */
    USER_EMAIL(AirtableTable.USERS, Need.OPTIONAL, "email"),
    /** {@code Profile.phone}. */
    USER_PHONE(AirtableTable.USERS, Need.OPTIONAL, "mobileNumber"),
    /** {@code Profile.assistantName}. */
    USER_ASSISTANT_NAME(AirtableTable.USERS, Need.OPTIONAL, "kendallName"),
    /** {@code Profile.traits}. */
    USER_TRAITS(AirtableTable.USERS, Need.OPTIONAL, "selectedTraits"),
    /** {@code Profile.useCase}. */
    USER_USE_CASE(AirtableTable.USERS, Need.OPTIONAL, "useCaseChoice"),
    /** {@code Profile.boundaries}. */
    USER_BOUNDARIES(AirtableTable.USERS, Need.OPTIONAL, "boundaryChoices"),
    /** {@code Profile.instructions}. */
    USER_INSTRUCTIONS(AirtableTable.USERS, Need.OPTIONAL, "userContextAndRules"),
    /** An attribute of the profile. */
    USER_FILE_CONTENT(AirtableTable.USERS, Need.ATTRIBUTE, "analyzedFileContent"),
    /** An attribute of the profile. */
    USER_FILE_INSTRUCTIONS(AirtableTable.USERS, Need.ATTRIBUTE, "fileUsageInstructions"),
    /** An attribute of the profile. */
    USER_VOICE_AGENT(AirtableTable.USERS, Need.ATTRIBUTE, "vapi_agent_id"),
    /** {@code Profile.zone}. */
    USER_TIME_ZONE(AirtableTable.USERS, Need.OPTIONAL, "timeZone", "Time Zone"),
    /** {@code User.created}; without, the record's own. */
    USER_CREATED(AirtableTable.USERS, Need.OPTIONAL, "createdAt", "created", "Created"),
    /** {@code User.updated}; without, the time of creation. */
    USER_UPDATED(AirtableTable.USERS, Need.OPTIONAL, "updatedAt", "modified", "Last Modified"),

    /** Whose message it is: a link to the user's record, or its id as a text. */
    MESSAGE_OWNER(AirtableTable.MESSAGES, Need.REQUIRED, "recordId"),
    /** An attribute of the message. */
    MESSAGE_AGENT(AirtableTable.MESSAGES, Need.ATTRIBUTE, "agentId"),
    /** {@code Message.thread}. */
    MESSAGE_THREAD(AirtableTable.MESSAGES, Need.REQUIRED, "threadId"),
    /** {@code Message.text}. */
    MESSAGE_TEXT(AirtableTable.MESSAGES, Need.REQUIRED, "message"),
    /** {@code Message.role}. */
    MESSAGE_ROLE(AirtableTable.MESSAGES, Need.REQUIRED, "role"),
    /** {@code Message.type}. */
    MESSAGE_TYPE(AirtableTable.MESSAGES, Need.OPTIONAL, "messageType"),
    /** {@code Message.createdAt}. */
    MESSAGE_TIME(AirtableTable.MESSAGES, Need.OPTIONAL, "createdAt", "timestamp"),
    /** An attribute of the message. */
    MESSAGE_READ(AirtableTable.MESSAGES, Need.ATTRIBUTE, "read"),
    /** An attribute of the message: the names, types and sizes of the files, which are not copied. */
    MESSAGE_ATTACHMENTS(AirtableTable.MESSAGES, Need.ATTRIBUTE, "attachments"),
    /** An attribute of the message. */
    MESSAGE_CALL_REQUEST(AirtableTable.MESSAGES, Need.ATTRIBUTE, "callRequestId"),
    /** An attribute of the message. */
    MESSAGE_CALL_STATUS(AirtableTable.MESSAGES, Need.ATTRIBUTE, "callStatus"),

    /** Whose contact it is: a link to the user's record, or its id as a text. */
    CONTACT_OWNER(AirtableTable.CONTACTS, Need.REQUIRED, "recordId"),
    /** {@code Contact.name}. */
    CONTACT_NAME(AirtableTable.CONTACTS, Need.REQUIRED, "name", "Name"),
    /** {@code Contact.phone}. */
    CONTACT_PHONE(AirtableTable.CONTACTS, Need.OPTIONAL, "phone"),
    /** {@code Contact.email}. */
    CONTACT_EMAIL(AirtableTable.CONTACTS, Need.OPTIONAL, "email"),
    /** {@code Contact.relationship}. */
    CONTACT_RELATIONSHIP(AirtableTable.CONTACTS, Need.OPTIONAL, "relationship"),
    /** {@code Contact.notes}. */
    CONTACT_NOTES(AirtableTable.CONTACTS, Need.OPTIONAL, "notes"),
    /** {@code Contact.lastContacted}. */
    CONTACT_LAST_CONTACTED(AirtableTable.CONTACTS, Need.OPTIONAL, "lastContacted"),
    /** {@code Contact.contactCount}. */
    CONTACT_COUNT(AirtableTable.CONTACTS, Need.OPTIONAL, "contactCount"),
    /** {@code Contact.tags}: a list, or a text with commas. */
    CONTACT_TAGS(AirtableTable.CONTACTS, Need.OPTIONAL, "tags"),
    /** {@code Contact.created}; without, the record's own. */
    CONTACT_CREATED(AirtableTable.CONTACTS, Need.OPTIONAL, "createdAt", "created", "Created"),
    /** {@code Contact.updated}; without, the time of creation. */
    CONTACT_UPDATED(AirtableTable.CONTACTS, Need.OPTIONAL, "updatedAt", "modified", "Last Modified"),

    /** Whose pattern it is: a link to the user's record, or its id as a text. */
    PATTERN_OWNER(AirtableTable.PATTERNS, Need.REQUIRED, "recordId"),
    /** {@code Pattern.type}; {@code recurring_call} is {@code recurring_contact}. */
    PATTERN_TYPE(AirtableTable.PATTERNS, Need.REQUIRED, "patternType"),
    /** JSON: the description and the schedule of the pattern, and attributes of it. */
    PATTERN_DATA(AirtableTable.PATTERNS, Need.REQUIRED, "patternData"),
    /** {@code Pattern.confidence}. */
    PATTERN_CONFIDENCE(AirtableTable.PATTERNS, Need.OPTIONAL, "confidence"),
    /** {@code Pattern.lastObserved}. */
    PATTERN_LAST_OBSERVED(AirtableTable.PATTERNS, Need.OPTIONAL, "lastObserved"),
    /** {@code Pattern.created}; without, the record's own. */
    PATTERN_CREATED(AirtableTable.PATTERNS, Need.OPTIONAL, "createdAt", "created", "Created"),
    /** {@code Pattern.updated}; without, the time of creation. */
    PATTERN_UPDATED(AirtableTable.PATTERNS, Need.OPTIONAL, "updatedAt", "modified", "Last Modified"),

    /** Whose memory it is: a link to the user's record, or its id as a text. */
    MEMORY_OWNER(AirtableTable.MEMORIES, Need.REQUIRED, "recordId"),
    /** {@code Memory.type}. */
    MEMORY_TYPE(AirtableTable.MEMORIES, Need.REQUIRED, "memoryType"),
    /** {@code Memory.key}. */
    MEMORY_KEY(AirtableTable.MEMORIES, Need.REQUIRED, "key"),
    /** {@code Memory.value}. */
    MEMORY_VALUE(AirtableTable.MEMORIES, Need.REQUIRED, "value"),
    /** {@code Memory.context}. */
    MEMORY_CONTEXT(AirtableTable.MEMORIES, Need.OPTIONAL, "context"),
    /** {@code Memory.importance}. */
    MEMORY_IMPORTANCE(AirtableTable.MEMORIES, Need.OPTIONAL, "importance"),
    /** {@code Memory.expiresAt}. */
    MEMORY_EXPIRES(AirtableTable.MEMORIES, Need.OPTIONAL, "expiresAt"),
    /** {@code Memory.recordedAt}; without, the record's own time of creation. */
    MEMORY_RECORDED(AirtableTable.MEMORIES, Need.OPTIONAL, "createdAt", "created", "Created"),
    /** An attribute of the memory. */
    MEMORY_UPDATED(AirtableTable.MEMORIES, Need.ATTRIBUTE, "updatedAt", "modified", "Last Modified");

    /** What becomes of a row without the field. */
    enum Need {
        /** There is no row without it. */
        REQUIRED,
        /** A component of the row. */
        OPTIONAL,
        /** An attribute, which has the field's default name. */
        ATTRIBUTE
    }

    private final AirtableTable table;
    private final Need need;
    private final List<String> names;

    AirtableField(AirtableTable table, Need need, String... names) {
        this.table = table;
        this.need = need;
        this.names = List.of(names);
    }

    /** The table it belongs to. */
    public AirtableTable table() {
        return table;
    }

    /** What it is called by default, and as an attribute. */
    public String defaultName() {
        return names.get(0);
    }

    /** What it may be called, the likeliest first. */
    List<String> names() {
        return names;
    }

    boolean isRequired() {
        return need == Need.REQUIRED;
    }

    boolean isAttribute() {
        return need == Need.ATTRIBUTE;
    }

    static List<AirtableField> of(AirtableTable table) {
        return Arrays.stream(values()).filter(field -> field.table == table).toList();
    }
}
