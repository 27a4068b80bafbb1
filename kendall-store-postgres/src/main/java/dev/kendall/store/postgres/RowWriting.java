package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CHAT_MESSAGES;
import static dev.kendall.store.postgres.internal.jooq.Tables.CONTACTS;
import static dev.kendall.store.postgres.internal.jooq.Tables.THREADS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USER_PATTERNS;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.pattern.Pattern;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.search.EmbeddingText;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Writes rows of one user as they are, with all that is computed from them; the user is locked before. */
final class RowWriting {
    private static final String STORED_MESSAGES =
            "select m.message_id, m.thread_id, m.embeddable, cardinality(m.words), "
                    + Embeddings.MESSAGES.text()
                    + " from {s}.chat_messages m where m.user_id = $user and m.message_id = any($ids)";

    private static final String STORED_MEMORIES = "select m.memory_id, " + MemoryWriting.STORED
            + " from {s}.user_memories m where m.user_id = $user and m.memory_id = any($ids)";

    private static final String TAKE_PHONES = """
            update {s}.contacts c set phone = null from unnest($ids, $phones) as n (contact_id, phone)
            where c.user_id = $user and c.phone = n.phone and c.contact_id <> n.contact_id""";

    private static final String TAKE_EMAILS = """
            update {s}.contacts c set email = null, email_key = null from unnest($ids, $emails) as n (contact_id, email_key)
            where c.user_id = $user and c.email_key = n.email_key and c.contact_id <> n.contact_id""";

    private final Backend backend;
    private final UpsertTable<User> users = new UpsertTable<>(List.of(USERS.USER_ID), UserRow::columns);
    private final UpsertTable<ChatThread> threads =
            new UpsertTable<>(List.of(THREADS.USER_ID, THREADS.THREAD_ID), ThreadRow::columns);
    private final UpsertTable<Contact> contacts =
            new UpsertTable<>(List.of(CONTACTS.USER_ID, CONTACTS.CONTACT_ID), ContactRow::columns);
    private final UpsertTable<Pattern> patterns =
            new UpsertTable<>(List.of(USER_PATTERNS.USER_ID, USER_PATTERNS.PATTERN_ID), PatternRow::columns);
    private final MemoryWriting memories;
    private final StaleVectors messageVectors;

    RowWriting(Backend backend) {
        this.backend = backend;
        this.memories = new MemoryWriting(
                backend,
                new UpsertTable<>(MemoryWriting.KEY, memory -> MemoryRow.columns(memory, MemoryRow.words(memory))),
                new UpsertTable<>(MemoryWriting.REVISION_KEY, MemoryRow::columns));
        this.messageVectors = new StaleVectors(backend, Embeddings.MESSAGES);
    }

    /** Writes rows in an order that leaves what writing them one after the other would. */
    void write(Session session, UserId user, List<StoredRow> rows) throws SQLException {
        List<StoredRow> part = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        for (StoredRow row : rows) {
            List<?> own = row instanceof OfContact of ? ContactImport.keysOf(of.contact()) : List.of(row.ref());
            if (own.stream().anyMatch(keys::contains)) {
                writePart(session, user, part);
                part.clear();
                keys.clear();
            }
            part.add(row);
            keys.addAll(own);
        }
        writePart(session, user, part);
    }

    /** Writes rows of which no two share anything. */
    private void writePart(Session session, UserId user, List<StoredRow> rows) throws SQLException {
        List<User> ofUser = new ArrayList<>();
        List<ChatThread> ofThreads = new ArrayList<>();
        List<Message> ofMessages = new ArrayList<>();
        List<Contact> ofContacts = new ArrayList<>();
        List<Pattern> ofPatterns = new ArrayList<>();
        List<OfMemory> ofMemories = new ArrayList<>();
        for (StoredRow row : rows) {
            if (row instanceof OfUser of) {
                ofUser.add(of.user());
            } else if (row instanceof OfThread of) {
                ofThreads.add(of.thread());
            } else if (row instanceof OfMessage of) {
                ofMessages.add(of.message());
            } else if (row instanceof OfContact of) {
                ofContacts.add(of.contact());
            } else if (row instanceof OfPattern of) {
                ofPatterns.add(of.pattern());
            } else {
                ofMemories.add((OfMemory) row);
            }
        }
        users.put(session, ofUser);
        threads.put(session, ofThreads);
        writeMessages(session, user, ofMessages);
        writeContacts(session, user, ofContacts);
        patterns.put(session, ofPatterns);
        writeMemories(session, user, ofMemories);
    }

    private void writeMessages(Session session, UserId user, List<Message> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        List<UUID> ids = messages.stream().map(message -> message.id().value()).toList();
        Map<UUID, MessageGrowth.Stored> stored = new HashMap<>();
        session.list(
                Sql.template(backend.sql(STORED_MESSAGES), Map.of("user", user.value(), "ids", Sql.array("uuid", ids))),
                row -> stored.put(
                        Columns.uuid(row, 1),
                        new MessageGrowth.Stored(
                                ThreadId.of(row.getString(2)), row.getBoolean(3), row.getLong(4), row.getString(5))));
        MessageGrowth growth = new MessageGrowth(backend);
        List<EntityRef> reworded = new ArrayList<>();
        for (Message message : messages) {
            growth.countInThread(message);
            MessageGrowth.Stored old = stored.get(message.id().value());
            if (old != null) {
                growth.countReplaced(user, old);
                if (!old.text().equals(EmbeddingText.of(message))) {
                    reworded.add(EntityRef.of(user, message.id()));
                }
            }
        }
        growth.countThreads(session);
        new UpsertTable<Message>(List.of(CHAT_MESSAGES.USER_ID, CHAT_MESSAGES.MESSAGE_ID), message -> {
                    long[] words = MessageRow.words(user, message.speaker(), message.text());
                    growth.countWords(message, words.length);
                    return columns(message, words);
                })
                .put(session, messages);
        growth.growUsers(session);
        messageVectors.drop(session, reworded);
    }

    private static Map<Field<?>, @Nullable Object> columns(Message message, long[] words) {
        Map<Field<?>, @Nullable Object> columns = MessageRow.columns(message, words);
        columns.put(CHAT_MESSAGES.WORDS, Arrays.stream(words).boxed().toArray(Long[]::new));
        return columns;
    }

    private void writeContacts(Session session, UserId user, List<Contact> ofUser) throws SQLException {
        if (ofUser.isEmpty()) {
            return;
        }
        List<UUID> ids = ofUser.stream().map(contact -> contact.id().value()).toList();
        List<@Nullable String> phones = new ArrayList<>();
        List<@Nullable String> emails = new ArrayList<>();
        for (Contact contact : ofUser) {
            phones.add(contact.phone());
            emails.add(ContactImport.emailKey(contact));
        }
        Map<String, Object> parameters = Map.of(
                "user", user.value(),
                "ids", Sql.array("uuid", ids),
                "phones", Sql.array("text", phones),
                "emails", Sql.array("text", emails));
        session.run(Sql.template(backend.sql(TAKE_PHONES), parameters));
        session.run(Sql.template(backend.sql(TAKE_EMAILS), parameters));
        contacts.put(session, ofUser);
    }

    private void writeMemories(Session session, UserId user, List<OfMemory> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Map<UUID, MemoryWriting.Stored> stored = stored(session, user, rows);
        Set<UUID> known = new HashSet<>(stored.keySet());
        List<MemoryWriting.Write> writes = new ArrayList<>();
        for (OfMemory row : rows) {
            Memory memory = row.memory();
            MemoryId successor = memory.supersededBy();
            if (successor != null && !known.contains(successor.value())) {
                throw new Conflict("memory " + memory.id() + " of user " + user + " names " + successor
                        + " as its successor, which is not stored; put that one first");
            }
            known.add(memory.id().value());
            writes.add(new MemoryWriting.Write(
                    memory, row.history(), stored.get(memory.id().value())));
        }
        memories.write(session, writes);
    }

    /** What is stored of the memories and their successors. */
    private Map<UUID, MemoryWriting.Stored> stored(Session session, UserId user, List<OfMemory> rows)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        for (OfMemory row : rows) {
            ids.add(row.memory().id().value());
            MemoryId successor = row.memory().supersededBy();
            if (successor != null) {
                ids.add(successor.value());
            }
        }
        Map<UUID, MemoryWriting.Stored> stored = new HashMap<>();
        session.list(
                Sql.template(backend.sql(STORED_MEMORIES), Map.of("user", user.value(), "ids", Sql.array("uuid", ids))),
                row -> stored.put(Columns.uuid(row, 1), MemoryWriting.Stored.read(row, 2)));
        return stored;
    }
}
