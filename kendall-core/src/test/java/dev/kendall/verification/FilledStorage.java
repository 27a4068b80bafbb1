package dev.kendall.verification;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.fixture.ManualClock;
import dev.kendall.fixture.RecordChange;
import dev.kendall.fixture.Samples;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** A storage with rows of every kind out of a seed, and copies of it. */
final class FilledStorage {
    private final Samples samples;
    private final Random random;
    private final InMemoryStorage storage = empty();

    FilledStorage(long seed, int users) {
        samples = new Samples(seed);
        random = new Random(seed);
        for (int i = 0; i < users; i++) {
            fill(UserId.of("user " + i + samples.text(2)));
        }
    }

    static InMemoryStorage empty() {
        return InMemoryStorage.builder()
                .clock(new ManualClock("2026-01-01T00:00:00Z"))
                .build();
    }

    private void fill(UserId user) {
        put(new StoredRow.OfUser(RecordChange.with(samples.user(), "id", user)));
        List<MessageId> said = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            ChatThread thread = RecordChange.with(samples.thread(), "user", user);
            thread = RecordChange.with(thread, "id", ThreadId.of(t + samples.text(3)));
            put(new StoredRow.OfThread(thread));
            for (int m = 0; m < 3; m++) {
                Message message = RecordChange.with(samples.message(), "user", user);
                message = RecordChange.with(message, "thread", thread.id());
                put(new StoredRow.OfMessage(message));
                said.add(message.id());
            }
        }
        ContactId contact = null;
        for (int c = 0; c < 2; c++) {
            Contact row = RecordChange.with(samples.contact(), "user", user);
            row = RecordChange.with(row, "phone", "+4420794610" + (10 + c));
            row = RecordChange.with(row, "email", "c" + c + "@example.org");
            put(new StoredRow.OfContact(row));
            contact = row.id();
        }
        for (int p = 0; p < 2; p++) {
            Pattern row = RecordChange.with(samples.pattern(), "user", user);
            row = RecordChange.with(row, "contact", contact);
            put(new StoredRow.OfPattern(RecordChange.with(row, "evidence", List.of(said.get(p)))));
        }
        MemoryId successor = null;
        for (int m = 0; m < 3; m++) {
            Memory row = RecordChange.with(samples.memory(), "user", user);
            row = RecordChange.with(row, "supersededBy", null);
            if (successor != null) {
                row = RecordChange.with(row, "supersededAt", row.recordedAt());
                row = RecordChange.with(row, "supersededBy", successor);
            }
            row = RecordChange.with(row, "sources", said.subList(0, m));
            MemoryRevision added =
                    new MemoryRevision(row, MemoryRevision.Change.ADDED, row.recordedAt(), samples.maybe(() -> "why"));
            put(new StoredRow.OfMemory(row, List.of(added)));
            successor = row.id();
        }
        for (StoredRow row : rows(storage, EnumSet.allOf(EntityKind.class))) {
            if (row.ref().user().equals(user) && random.nextBoolean()) {
                storage.externalIds()
                        .link(
                                row.ref(),
                                ExternalId.of(
                                        "legacy/" + row.ref().kind(),
                                        "rec" + row.ref().user() + row.ref().id()));
            }
        }
    }

    private void put(StoredRow row) {
        storage.rows().put(row.ref().user(), List.of(row));
    }

    InMemoryStorage storage() {
        return storage;
    }

    /** Another storage with the same rows, put in another order where none is needed. */
    InMemoryStorage copy() {
        InMemoryStorage copy = empty();
        List<StoredRow> rows = new ArrayList<>(rows(storage, EnumSet.complementOf(EnumSet.of(EntityKind.MEMORY))));
        Collections.shuffle(rows, random);
        rows.stream().filter(row -> row.ref().kind() != EntityKind.THREAD).forEach(row -> put(copy, row));
        // A message grows its thread; the thread as it was comes last.
        rows.stream().filter(row -> row.ref().kind() == EntityKind.THREAD).forEach(row -> put(copy, row));
        List<StoredRow> memories = rows(storage, EnumSet.of(EntityKind.MEMORY));
        while (!memories.isEmpty()) {
            memories.removeIf(row -> {
                MemoryId successor = ((StoredRow.OfMemory) row).memory().supersededBy();
                boolean ready = successor == null
                        || copy.rows()
                                .find(EntityRef.of(row.ref().user(), successor))
                                .isPresent();
                if (ready) {
                    put(copy, row);
                }
                return ready;
            });
        }
        for (StoredRow row : rows(storage, EnumSet.allOf(EntityKind.class))) {
            storage.externalIds()
                    .list(row.ref())
                    .forEach(id -> copy.externalIds().link(row.ref(), id));
        }
        return copy;
    }

    static void put(InMemoryStorage storage, StoredRow row) {
        storage.rows().put(row.ref().user(), List.of(row));
    }

    /** Any row of the kind. */
    StoredRow any(EntityKind kind) {
        List<StoredRow> rows = rows(storage, EnumSet.of(kind));
        return rows.get(random.nextInt(rows.size()));
    }

    /** A valid row of that kind, stored nowhere. */
    StoredRow unknown(EntityKind kind) {
        UserId user = any(EntityKind.USER).ref().user();
        return switch (kind) {
            case USER -> new StoredRow.OfUser(RecordChange.with(samples.user(), "id", UserId.of("unknown")));
            case THREAD ->
                new StoredRow.OfThread(RecordChange.with(
                        RecordChange.with(samples.thread(), "user", user), "id", ThreadId.of("unknown")));
            case MESSAGE -> {
                StoredRow.OfThread of = (StoredRow.OfThread) any(EntityKind.THREAD);
                Message message =
                        RecordChange.with(samples.message(), "user", of.thread().user());
                yield new StoredRow.OfMessage(
                        RecordChange.with(message, "thread", of.thread().id()));
            }
            case CONTACT -> {
                Contact contact = RecordChange.with(samples.contact(), "user", user);
                contact = RecordChange.with(contact, "phone", null);
                yield new StoredRow.OfContact(RecordChange.with(contact, "email", null));
            }
            case PATTERN -> new StoredRow.OfPattern(RecordChange.with(samples.pattern(), "user", user));
            case MEMORY -> {
                Memory memory = RecordChange.with(samples.memory(), "user", user);
                yield new StoredRow.OfMemory(RecordChange.with(memory, "supersededBy", null), List.of());
            }
        };
    }

    static List<StoredRow> rows(InMemoryStorage storage, EnumSet<EntityKind> kinds) {
        List<StoredRow> rows = new ArrayList<>();
        for (var user :
                Page.each(PageRequest.first(100), page -> storage.users().list(page))) {
            for (EntityKind kind : kinds) {
                Page.each(PageRequest.first(100), page -> storage.rows().list(user.id(), kind, page))
                        .forEach(rows::add);
            }
        }
        return rows;
    }
}
