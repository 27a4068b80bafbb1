package dev.kendall.benchmarks.replay;

import dev.kendall.chat.MessageFilter;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.storage.Stores;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.user.UserId;
import java.util.Locale;
import java.util.Map;

/** A user's rows in a legacy base, each with the owner's record id as a text. */
final class LegacyRows {
    static final String USERS = "Users";
    static final String MESSAGES = "Chat Messages";
    static final String CONTACTS = "Contacts";
    static final String PATTERNS = "User Patterns";
    static final String MEMORIES = "User Memory";

    private static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);

    private LegacyRows() {}

    static LegacyBase schema() {
        return LegacyBase.schema().withOwnersAsText();
    }

    /** Puts the user's history into the base, and returns the user's record id. */
    static String insert(FakeBase base, ReplayedUser user) {
        UserId id = user.id();
        Stores history = user.history();
        String record = base.insert(
                USERS,
                Map.of("fullName", "Synthetic " + id, "email", id + "@example.com", "timeZone", "Europe/Berlin"));
        base.insertAll(
                MESSAGES,
                history.chat().list(id, MessageFilter.all(), ALL).items().stream()
                        .map(message -> Map.of(
                                "message",
                                message.text(),
                                "recordId",
                                record,
                                "threadId",
                                message.thread().value(),
                                "role",
                                message.role().name().toLowerCase(Locale.ROOT),
                                "messageType",
                                "text",
                                "createdAt",
                                message.createdAt().toString()))
                        .toList());
        base.insertAll(
                CONTACTS,
                history.contacts().list(id, ALL).items().stream()
                        .map(contact -> Map.of(
                                "name", contact.name(), "recordId", record, "email", String.valueOf(contact.email())))
                        .toList());
        base.insertAll(
                PATTERNS,
                history.patterns().list(id, PatternFilter.all(), ALL).items().stream()
                        .map(pattern -> Map.of(
                                "patternType",
                                "behavior",
                                "recordId",
                                record,
                                "patternData",
                                pattern.description(),
                                "confidence",
                                pattern.confidence()))
                        .toList());
        base.insertAll(
                MEMORIES,
                history.memories().list(id, MemoryFilter.all(), ALL).items().stream()
                        .map(memory -> Map.of(
                                "key",
                                memory.key(),
                                "recordId",
                                record,
                                "memoryType",
                                memory.type().value(),
                                "value",
                                memory.value(),
                                "updatedAt",
                                memory.recordedAt().toString()))
                        .toList());
        return record;
    }
}
