package dev.kendall.migration;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.DerivedThread;
import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.internal.CodePoints;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryTransitions;
import dev.kendall.memory.NewMemory;
import dev.kendall.replica.StoredRow;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadTransitions;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes rows that fit together of the records of some users. What a storage cannot hold as it is in the legacy store is kept in another way and said,
 * never dropped:
 *
 * <ul>
 *   <li>A thread that has no record is made of its messages: its title is the first thing that the user said in it.
 *   <li>Rows of a user without a record have an empty profile, created with the first of them.
 *   <li>No two contacts of a user share a phone number or an e-mail address: the oldest has it, the others have it as an attribute.
 *   <li>A memory whose successor is not there has its id as an attribute.
 *   <li>Of two records with one id the older is taken, the other rejected.
 * </ul>
 *
 * <p>The same records always make the same rows.
 */
final class Fitting {
    private static final Comparator<RowLine> BY_AGE = Comparator.comparing(
                    RowLine::created, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RowLine::record, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Map<EntityRef, RowLine> rows = new HashMap<>();
    private final List<RowLine> rejected = new ArrayList<>();

    Fitting(Collection<RowLine> lines) {
        lines.stream().sorted(BY_AGE).forEach(this::take);
        addThreads();
        addUsers();
        separateContacts();
        checkSuccessors();
    }

    /** The rows by user, kind and id. */
    List<RowLine> rows() {
        return rows.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<EntityRef, RowLine> row) ->
                                row.getKey().user())
                        .thenComparing(row -> row.getKey().kind())
                        .thenComparing(row -> row.getKey().id(), CodePoints::compare))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The records that became no row, with the reason as their only note. */
    List<RowLine> rejected() {
        return rejected;
    }

    private void take(RowLine line) {
        EntityRef ref = row(line).ref();
        RowLine older = rows.putIfAbsent(ref, line);
        if (older != null) {
            ExternalId record = older.record();
            Note reason = new Note(
                    "",
                    "another record" + (record == null ? "" : ", " + record.value() + ",") + " has the same id, "
                            + ref.id());
            rejected.add(RowLine.of(line.record(), line.created(), null, List.of(reason)));
        }
    }

    private static StoredRow row(RowLine line) {
        return Objects.requireNonNull(line.row());
    }

    private void replace(RowLine line, StoredRow row, Note note) {
        List<Note> notes = new ArrayList<>(line.said());
        notes.add(note);
        rows.put(row.ref(), RowLine.of(line.record(), line.created(), row, notes));
    }

    private void addThreads() {
        Map<EntityRef, List<Message>> conversations = new HashMap<>();
        for (RowLine line : rows.values()) {
            Message message = line.message();
            if (message != null) {
                conversations
                        .computeIfAbsent(EntityRef.of(message.user(), message.thread()), ref -> new ArrayList<>())
                        .add(message);
            }
        }
        conversations.forEach((ref, messages) -> {
            ChatThread derived = DerivedThread.of(messages);
            RowLine line = rows.get(ref);
            ChatThread stored = line == null ? null : line.thread();
            ChatThread thread = stored == null ? derived : ThreadTransitions.active(stored, derived.lastActive());
            rows.put(
                    ref,
                    line == null
                            ? RowLine.of(null, null, new StoredRow.OfThread(thread), List.of())
                            : RowLine.of(line.record(), line.created(), new StoredRow.OfThread(thread), line.said()));
        });
    }

    private void addUsers() {
        Map<UserId, Instant> unknown = new TreeMap<>();
        for (Map.Entry<EntityRef, RowLine> row : rows.entrySet()) {
            UserId user = row.getKey().user();
            if (!rows.containsKey(EntityRef.of(user))) {
                unknown.merge(user, row(row.getValue()).created(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        unknown.forEach((user, begin) -> rows.put(
                EntityRef.of(user),
                RowLine.of(
                        null,
                        null,
                        new StoredRow.OfUser(new User(user, Profile.empty(), begin, begin, 1)),
                        List.of(new Note("", "user " + user + " has no record, only rows")))));
    }

    private record Claim(UserId user, String what) {}

    private void separateContacts() {
        Map<Claim, Contact> phones = new HashMap<>();
        Map<Claim, Contact> emails = new HashMap<>();
        List<RowLine> contacts = rows.values().stream()
                .filter(line -> line.contact() != null)
                .sorted(BY_AGE)
                .toList();
        for (RowLine line : contacts) {
            Contact contact = Objects.requireNonNull(line.contact());
            String phone = contact.phone();
            if (phone != null) {
                Contact holder = phones.putIfAbsent(new Claim(contact.user(), phone), contact);
                if (holder != null) {
                    Attributes attributes = contact.attributes().with(free(contact.attributes(), "phone"), phone);
                    contact = contact.withPhone(null).withAttributes(attributes);
                    replace(line, new StoredRow.OfContact(contact), shared("phone", "phone number", holder));
                }
            }
            String email = contact.email();
            if (email != null) {
                Contact holder = emails.putIfAbsent(new Claim(contact.user(), Contact.emailKey(email)), contact);
                if (holder != null) {
                    Attributes attributes = contact.attributes().with(free(contact.attributes(), "email"), email);
                    contact = contact.withEmail(null).withAttributes(attributes);
                    RowLine now = Objects.requireNonNull(rows.get(EntityRef.of(contact.user(), contact.id())));
                    replace(now, new StoredRow.OfContact(contact), shared("email", "e-mail address", holder));
                }
            }
        }
    }

    private static Note shared(String field, String what, Contact holder) {
        return new Note(
                field, "contact " + holder.id() + " has the same " + what + "; it is kept as an attribute of this one");
    }

    /** A key that is not taken yet. */
    private static String free(Attributes attributes, String key) {
        String name = key;
        for (int i = 2; attributes.find(name).isPresent(); i++) {
            name = key + "_" + i;
        }
        return name;
    }

    private void checkSuccessors() {
        for (RowLine line : List.copyOf(rows.values())) {
            Memory memory = line.memory();
            MemoryId successor = memory == null ? null : memory.supersededBy();
            if (memory != null
                    && successor != null
                    && (successor.equals(memory.id()) || !rows.containsKey(EntityRef.of(memory.user(), successor)))) {
                NewMemory content = memory.content();
                Attributes attributes =
                        content.attributes().with(free(content.attributes(), "superseded_by"), successor.toString());
                Memory alone =
                        MemoryTransitions.withoutSuccessor(memory).withContent(content.withAttributes(attributes));
                replace(
                        line,
                        new StoredRow.OfMemory(alone, List.of()),
                        new Note("", "its successor " + successor + " is not there; its id is kept as an attribute"));
            }
        }
    }
}
