package dev.kendall.migration;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityKind;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.replica.StoredRow;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A legacy store in memory, listed in arbitrary order, some records twice. What it is asked is told to whoever listens, who may let it fail. */
final class LegacyTables implements MigrationSource {
    static final SourceTable USERS = new SourceTable("Users", EntityKind.USER, "legacy/Users");
    static final SourceTable MESSAGES = new SourceTable("Messages", EntityKind.MESSAGE, "legacy/Messages");
    static final SourceTable CONTACTS = new SourceTable("Contacts", EntityKind.CONTACT, "legacy/Contacts");
    static final SourceTable MEMORIES = new SourceTable("Memories", EntityKind.MEMORY, "legacy/Memories");

    private final Random random;
    private final Map<SourceTable, Map<String, Exported>> records = new LinkedHashMap<>();
    private final Map<SourceTable, Integer> listed = new HashMap<>();
    private Consumer<String> listener = call -> {};
    private boolean ascending;
    private int next;

    LegacyTables(long seed) {
        random = new Random(seed);
        for (SourceTable table : List.of(USERS, MESSAGES, CONTACTS, MEMORIES)) {
            records.put(table, new LinkedHashMap<>());
        }
    }

    LegacyTables listening(Consumer<String> listener) {
        this.listener = listener;
        return this;
    }

    LegacyTables ascending() {
        ascending = true;
        return this;
    }

    /** How many records were given out. */
    int listed(SourceTable table) {
        return listed.getOrDefault(table, 0);
    }

    Map<String, Exported> records(SourceTable table) {
        return records.get(table);
    }

    long size() {
        return records.values().stream().mapToLong(Map::size).sum();
    }

    @Override
    public String name() {
        return "legacy";
    }

    @Override
    public List<SourceTable> tables() {
        return List.copyOf(records.keySet());
    }

    @Override
    public Iterator<Exported> read(SourceTable table, Window window) {
        listener.accept("read");
        List<Exported> found = new ArrayList<>(records.get(table).values().stream()
                .filter(record -> window.holds(record.created()))
                .toList());
        if (ascending) {
            found.sort(Comparator.comparing(Exported::created));
        } else {
            if (!found.isEmpty()) {
                found.add(found.get(0));
            }
            Collections.shuffle(found, random);
        }
        Iterator<Exported> records = found.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Exported next() {
                listener.accept("record");
                listed.merge(table, 1, Integer::sum);
                return records.next();
            }
        };
    }

    @Override
    public List<Exported> find(SourceTable table, Collection<String> ids) {
        listener.accept("find");
        return ids.stream()
                .map(records.get(table)::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private static UUID id(String record) {
        return UUID.nameUUIDFromBytes(record.getBytes(StandardCharsets.UTF_8));
    }

    private Instant time() {
        return Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(30_000_000));
    }

    String add(SourceTable table, Instant created, StoredRow row) {
        String record = "rec" + table.name().charAt(0) + next++;
        put(table, Exported.of(record, created, row));
        return record;
    }

    void put(SourceTable table, Exported record) {
        records.get(table).put(record.record(), record);
    }

    UserId user() {
        UserId user = UserId.of("user " + next);
        Instant created = time();
        add(
                USERS,
                created,
                new StoredRow.OfUser(new User(
                        user, Profile.builder().fullName("Nora " + next).build(), created, created, 1)));
        return user;
    }

    Message message(UserId user, String thread, Role role) {
        Instant created = time();
        Message message = new Message(
                user,
                ThreadId.of(thread),
                new MessageId(id("message " + next)),
                role,
                MessageType.TEXT,
                null,
                "said " + next,
                created,
                Attributes.none().with("read", next % 2 == 0));
        add(MESSAGES, created, new StoredRow.OfMessage(message));
        return message;
    }

    Contact contact(UserId user, String name, String phone, String email) {
        Instant created = time();
        Contact contact = new Contact(
                user,
                new ContactId(id("contact " + next)),
                name,
                phone,
                email,
                null,
                null,
                Set.of("family"),
                next,
                null,
                Attributes.none(),
                created,
                created,
                1);
        add(CONTACTS, created, new StoredRow.OfContact(contact));
        return contact;
    }

    Memory memory(UserId user, String key, MemoryId successor) {
        Instant created = time();
        Memory memory = new Memory(
                user,
                new MemoryId(id("memory " + next)),
                MemoryType.FACT,
                key,
                "value " + next,
                null,
                Importance.LOW,
                null,
                null,
                null,
                List.of(),
                Attributes.none(),
                created,
                successor == null ? null : created,
                successor,
                1);
        add(MEMORIES, created, new StoredRow.OfMemory(memory, List.of()));
        return memory;
    }

    /** Users with rows of every kind, among them what naive migrations lose. */
    LegacyTables fill(int users, int messages) {
        for (int u = 0; u < users; u++) {
            UserId user = user();
            for (int m = 0; m < messages; m++) {
                message(user, "thread " + m % 3, m % 2 == 0 ? Role.USER : Role.ASSISTANT);
            }
            contact(user, "John", "+442079460123", "john@example.org");
            contact(user, "John", "+442079460123", null);
            contact(user, "John", null, "JOHN@example.org");
            Memory newer = memory(user, "drink", null);
            memory(user, "drink", newer.id());
            memory(user, "drink", new MemoryId(id("nowhere")));
        }
        put(MESSAGES, Exported.rejected("recBad", time(), new Note("recordId", "it names no user")));
        return this;
    }
}
