package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;

/** The tables of a base, each of which holds one kind of row. */
public enum AirtableTable {
    /** Users with their profiles. */
    USERS("Users", EntityKind.USER),
    /** Chat messages. */
    MESSAGES("Chat Messages", EntityKind.MESSAGE),
    /** Contacts. */
    CONTACTS("Contacts", EntityKind.CONTACT),
    /** Patterns. */
    PATTERNS("User Patterns", EntityKind.PATTERN),
    /** Memories. */
    MEMORIES("User Memory", EntityKind.MEMORY),
    /** Threads, which only Kendall writes: a legacy base has them as groups of messages. */
    THREADS("Kendall Threads", EntityKind.THREAD);

    private final String defaultName;
    private final EntityKind kind;

    AirtableTable(String defaultName, EntityKind kind) {
        this.defaultName = defaultName;
        this.kind = kind;
    }

    /** What it is called unless the field map says otherwise. */
    public String defaultName() {
        return defaultName;
    }

    /** What its rows are. */
    public EntityKind kind() {
        return kind;
    }

    /** The table of this kind of row. */
    public static AirtableTable of(EntityKind kind) {
        for (AirtableTable table : values()) {
            if (table.kind == kind) {
                return table;
            }
        }
        throw new IllegalArgumentException("no table holds " + kind);
    }
}
