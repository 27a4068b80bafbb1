package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.id.UuidV7;
import dev.kendall.internal.CodePoints;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Everything about one user, immutable: a change makes a new state that shares what did not change with the old one. So a reader sees one
 * moment however long it reads, a transaction is a new state that nobody sees yet, and a snapshot needs no lock.
 */
record UserState(
        @Nullable User user,
        Chats chats,
        Contacts contactBook,
        PMap<PatternId, Pattern> patterns,
        Memories memoryRows,
        ExternalIds names,
        TreePMap<UUID, OutboxEntry> outbox,
        TreePMap<String, String> workState) {
    static final UserState EMPTY = new UserState(
            null,
            Chats.EMPTY,
            Contacts.EMPTY,
            HashTreePMap.empty(),
            Memories.EMPTY,
            ExternalIds.EMPTY,
            TreePMap.empty(UuidV7::compare),
            TreePMap.empty(CodePoints::compare));

    UserState withUser(User user) {
        return new UserState(user, chats, contactBook, patterns, memoryRows, names, outbox, workState);
    }

    /** This state with the user in it, who exists from the first thing that is stored. */
    UserState ensureUser(UserId id, Instant now) {
        return user != null ? this : withUser(new User(id, Profile.empty(), now, now, 1));
    }

    Profile profile() {
        return user == null ? Profile.empty() : user.profile();
    }

    TreePMap<ThreadId, ChatThread> threads() {
        return chats.threads();
    }

    UserState withThread(ChatThread thread) {
        return with(chats.with(thread));
    }

    /** Without the thread itself; its messages are removed one by one before. */
    UserState withoutThread(ThreadId id) {
        return with(chats.without(id)).with(names.withoutAllOf(EntityRef.of(owner(), id)));
    }

    TreePMap<MessageKey, Row<Message>> messages() {
        return chats.messages();
    }

    TreePSet<MessageKey> messagesOf(ThreadId thread) {
        return chats.messagesOf(thread);
    }

    @Nullable
    Row<Message> message(MessageId id) {
        return chats.message(id);
    }

    /** With the message, new or in the place of the one with its id and time. */
    UserState withMessage(Row<Message> row) {
        return with(chats.with(row));
    }

    UserState withoutMessage(Message message) {
        return with(chats.without(message)).with(names.withoutAllOf(EntityRef.of(message.user(), message.id())));
    }

    /** Without the message, to be put again as another: its external ids stay. */
    UserState replacing(Message message) {
        return with(chats.without(message));
    }

    private UserState with(Chats chats) {
        return new UserState(user, chats, contactBook, patterns, memoryRows, names, outbox, workState);
    }

    TreePMap<ContactKey, Contact> contacts() {
        return contactBook.byName();
    }

    @Nullable
    Contact contact(ContactId id) {
        return contactBook.find(id);
    }

    UserState withContact(Contact contact) {
        return with(contactBook.with(contact));
    }

    UserState withoutContact(Contact contact) {
        return with(contactBook.without(contact)).with(names.withoutAllOf(EntityRef.of(contact.user(), contact.id())));
    }

    private UserState with(Contacts contacts) {
        return new UserState(user, chats, contacts, patterns, memoryRows, names, outbox, workState);
    }

    UserState withPattern(Pattern pattern) {
        return new UserState(
                user, chats, contactBook, patterns.plus(pattern.id(), pattern), memoryRows, names, outbox, workState);
    }

    UserState withoutPattern(PatternId id) {
        return new UserState(user, chats, contactBook, patterns.minus(id), memoryRows, names, outbox, workState);
    }

    TreePMap<MemoryKey, Row<Memory>> memories() {
        return memoryRows.rows();
    }

    @Nullable
    Row<Memory> memory(MemoryId id) {
        return memoryRows.find(id);
    }

    /** With the memory, new or in the place of the one with its id; its history is untouched. */
    UserState withMemory(Row<Memory> row) {
        return with(memoryRows.with(row));
    }

    UserState withRevision(MemoryRevision revision) {
        return with(memoryRows.with(revision));
    }

    /** Without the memory and its history. */
    UserState withoutMemory(MemoryId id) {
        return with(memoryRows.without(id));
    }

    UserState withHistory(MemoryId id, List<MemoryRevision> history) {
        return with(memoryRows.with(id, history));
    }

    PMap<MemoryId, PVector<MemoryRevision>> histories() {
        return memoryRows.histories();
    }

    PVector<MemoryRevision> history(MemoryId id) {
        return memoryRows.history(id);
    }

    private UserState with(Memories memories) {
        return new UserState(user, chats, contactBook, patterns, memories, names, outbox, workState);
    }

    PMap<ExternalId, EntityRef> externalIds() {
        return names.entities();
    }

    TreePSet<ExternalId> externalIdsOf(EntityRef entity) {
        return names.of(entity);
    }

    UserState withExternalId(EntityRef entity, ExternalId id) {
        return with(names.with(entity, id));
    }

    UserState withoutExternalId(EntityRef entity, ExternalId id) {
        return with(names.without(entity, id));
    }

    UserState withoutExternalIdsOf(EntityRef entity) {
        return with(names.withoutAllOf(entity));
    }

    private UserState with(ExternalIds names) {
        return new UserState(user, chats, contactBook, patterns, memoryRows, names, outbox, workState);
    }

    UserState withOutbox(TreePMap<UUID, OutboxEntry> outbox) {
        return new UserState(user, chats, contactBook, patterns, memoryRows, names, outbox, workState);
    }

    UserState withWorkState(TreePMap<String, String> workState) {
        return new UserState(user, chats, contactBook, patterns, memoryRows, names, outbox, workState);
    }

    private UserId owner() {
        return Objects.requireNonNull(user).id();
    }
}
