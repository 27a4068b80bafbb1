package dev.kendall.store.postgres;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import java.util.UUID;

/**
 * Where things of one kind are stored.
 *
 * @param id the column of their ids
 */
record EntityTable(String table, String id) {
    static EntityTable of(EntityKind kind) {
        return switch (kind) {
            case USER -> new EntityTable("users", "user_id");
            case THREAD -> new EntityTable("threads", "thread_id");
            case MESSAGE -> new EntityTable("chat_messages", "message_id");
            case CONTACT -> new EntityTable("contacts", "contact_id");
            case PATTERN -> new EntityTable("user_patterns", "pattern_id");
            case MEMORY -> new EntityTable("user_memories", "memory_id");
        };
    }

    /** The type of the column of ids. */
    String idType() {
        return table.equals("users") || table.equals("threads") ? "text" : "uuid";
    }

    /** A value of the column of ids. */
    Object id(EntityRef entity) {
        return idType().equals("text") ? entity.id() : UUID.fromString(entity.id());
    }
}
