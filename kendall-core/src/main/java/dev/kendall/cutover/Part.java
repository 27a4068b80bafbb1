package dev.kendall.cutover;

import dev.kendall.entity.EntityKind;

/** A part of what is stored that can be in another stage than the rest. */
public enum Part {
    /** Users with their profiles, and ids in other systems. */
    USERS,
    /** Threads and messages. */
    CHAT,
    /** Contacts. */
    CONTACTS,
    /** Patterns. */
    PATTERNS,
    /** Memories with their history. */
    MEMORIES;

    /** The part that things of this kind belong to. */
    public static Part of(EntityKind kind) {
        return switch (kind) {
            case USER -> USERS;
            case THREAD, MESSAGE -> CHAT;
            case CONTACT -> CONTACTS;
            case PATTERN -> PATTERNS;
            case MEMORY -> MEMORIES;
        };
    }
}
