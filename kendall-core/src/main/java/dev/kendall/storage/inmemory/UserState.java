package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.id.UuidV7;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternId;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * Everything about one user, immutable: a change makes a new state that shares what did not change with the old one. So a reader sees one
 * moment however long it reads, a transaction is a new state that nobody sees yet, and a snapshot needs no lock.
 */
record UserState(
        @Nullable User user,
        TreePMap<ThreadId, ChatThread> threads,
        PMap<ThreadId, TreePSet<MessageKey>> messagesByThread,
        TreePMap<MessageKey, Row<Message>> messages,
        PMap<MessageId, MessageKey> messageKeys,
        TreePMap<ContactKey, Contact> contacts,
        PMap<ContactId, ContactKey> contactKeys,
        PMap<PatternId, Pattern> patterns,
        TreePMap<MemoryKey, Row<Memory>> memories,
        PMap<MemoryId, MemoryKey> memoryKeys,
        PMap<MemoryId, PVector<MemoryRevision>> histories,
        PMap<ExternalId, EntityRef> externalIds,
        PMap<EntityRef, TreePSet<ExternalId>> externalIdsOf,
        TreePMap<UUID, OutboxEntry> outbox) {
    static final UserState EMPTY = new UserState(
            null,
            TreePMap.empty(),
            HashTreePMap.empty(),
            TreePMap.empty(),
            HashTreePMap.empty(),
            TreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            TreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            TreePMap.empty(UuidV7::compare));

    UserState withUser(User user) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns,
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    /** This state with the user in it, who exists from the first thing that is stored. */
    UserState ensureUser(UserId id, Instant now) {
        return user != null ? this : withUser(new User(id, Profile.empty(), now, now, 1));
    }

    Profile profile() {
        return user == null ? Profile.empty() : user.profile();
    }

    UserState withThread(ChatThread thread) {
        return withChat(threads.plus(thread.id(), thread), messagesByThread, messages, messageKeys);
    }

    /** Without the thread itself; its messages are removed one by one before. */
    UserState withoutThread(ThreadId id) {
        return withChat(threads.minus(id), messagesByThread.minus(id), messages, messageKeys)
                .withoutExternalIdsOf(EntityRef.of(owner(), id));
    }

    TreePSet<MessageKey> messagesOf(ThreadId thread) {
        return messagesByThread.getOrDefault(thread, TreePSet.empty());
    }

    @Nullable
    Row<Message> message(MessageId id) {
        MessageKey key = messageKeys.get(id);
        return key == null ? null : messages.get(key);
    }

    /** With the message, new or in the place of the one with its id and time. */
    UserState withMessage(Row<Message> row) {
        Message message = row.item();
        MessageKey key = MessageKey.of(message);
        TreePSet<MessageKey> inThread = messagesOf(message.thread()).plus(key);
        return withChat(
                threads,
                messagesByThread.plus(message.thread(), inThread),
                messages.plus(key, row),
                messageKeys.plus(message.id(), key));
    }

    UserState withoutMessage(Message message) {
        MessageKey key = MessageKey.of(message);
        TreePSet<MessageKey> inThread = messagesOf(message.thread()).minus(key);
        return withChat(
                        threads,
                        messagesByThread.plus(message.thread(), inThread),
                        messages.minus(key),
                        messageKeys.minus(message.id()))
                .withoutExternalIdsOf(EntityRef.of(message.user(), message.id()));
    }

    private UserState withChat(
            TreePMap<ThreadId, ChatThread> threads,
            PMap<ThreadId, TreePSet<MessageKey>> messagesByThread,
            TreePMap<MessageKey, Row<Message>> messages,
            PMap<MessageId, MessageKey> messageKeys) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns,
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    @Nullable
    Contact contact(ContactId id) {
        ContactKey key = contactKeys.get(id);
        return key == null ? null : contacts.get(key);
    }

    UserState withContact(Contact contact) {
        ContactKey before = contactKeys.get(contact.id());
        ContactKey after = ContactKey.of(contact);
        TreePMap<ContactKey, Contact> others = before == null ? contacts : contacts.minus(before);
        return withContacts(others.plus(after, contact), contactKeys.plus(contact.id(), after));
    }

    UserState withoutContact(Contact contact) {
        return withContacts(contacts.minus(ContactKey.of(contact)), contactKeys.minus(contact.id()))
                .withoutExternalIdsOf(EntityRef.of(contact.user(), contact.id()));
    }

    private UserState withContacts(TreePMap<ContactKey, Contact> contacts, PMap<ContactId, ContactKey> contactKeys) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns,
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    UserState withPattern(Pattern pattern) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns.plus(pattern.id(), pattern),
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    @Nullable
    Row<Memory> memory(MemoryId id) {
        MemoryKey key = memoryKeys.get(id);
        return key == null ? null : memories.get(key);
    }

    /** With the memory, new or in the place of the one with its id; its history is untouched. */
    UserState withMemory(Row<Memory> row) {
        MemoryKey key = MemoryKey.of(row.item());
        return withMemories(memories.plus(key, row), memoryKeys.plus(row.item().id(), key), histories);
    }

    UserState withRevision(MemoryRevision revision) {
        MemoryId id = revision.memory().id();
        PVector<MemoryRevision> history = history(id).plus(revision);
        return withMemories(memories, memoryKeys, histories.plus(id, history));
    }

    PVector<MemoryRevision> history(MemoryId id) {
        return histories.getOrDefault(id, TreePVector.empty());
    }

    private UserState withMemories(
            TreePMap<MemoryKey, Row<Memory>> memories,
            PMap<MemoryId, MemoryKey> memoryKeys,
            PMap<MemoryId, PVector<MemoryRevision>> histories) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns,
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    TreePSet<ExternalId> externalIdsOf(EntityRef entity) {
        return externalIdsOf.getOrDefault(entity, TreePSet.empty());
    }

    UserState withExternalId(EntityRef entity, ExternalId id) {
        return withExternalIds(
                externalIds.plus(id, entity),
                externalIdsOf.plus(entity, externalIdsOf(entity).plus(id)));
    }

    UserState withoutExternalId(EntityRef entity, ExternalId id) {
        return withExternalIds(
                externalIds.minus(id),
                externalIdsOf.plus(entity, externalIdsOf(entity).minus(id)));
    }

    private UserState withoutExternalIdsOf(EntityRef entity) {
        TreePSet<ExternalId> ids = externalIdsOf(entity);
        return ids.isEmpty() ? this : withExternalIds(externalIds.minusAll(ids), externalIdsOf.minus(entity));
    }

    private UserState withExternalIds(
            PMap<ExternalId, EntityRef> externalIds, PMap<EntityRef, TreePSet<ExternalId>> externalIdsOf) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns,
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    UserState withOutbox(TreePMap<UUID, OutboxEntry> outbox) {
        return new UserState(
                user,
                threads,
                messagesByThread,
                messages,
                messageKeys,
                contacts,
                contactKeys,
                patterns,
                memories,
                memoryKeys,
                histories,
                externalIds,
                externalIdsOf,
                outbox);
    }

    private UserId owner() {
        return Objects.requireNonNull(user).id();
    }
}
