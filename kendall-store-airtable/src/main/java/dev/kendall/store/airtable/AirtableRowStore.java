package dev.kendall.store.airtable;

import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.internal.Checks;
import dev.kendall.memory.MemoryId;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.store.airtable.OpenListings.Reader;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows as they are. A listing of messages goes on where its page before ended; one of another kind reads all of the user's, whichever page is asked for. */
final class AirtableRowStore implements RowStore {
    private static final String MESSAGES = "rows of messages";

    private final Access access;
    private final AirtableStorage storage;

    AirtableRowStore(Access access, AirtableStorage storage) {
        this.access = access;
        this.storage = storage;
    }

    private static InMemoryStorage scratch(UserWork work) {
        return work.scratch().storage();
    }

    @Override
    public Optional<StoredRow> find(EntityRef ref) {
        return access.read(ref.user(), work -> scratch(with(work, ref)).rows().find(ref));
    }

    private static UserWork with(UserWork work, EntityRef ref) {
        return switch (ref.kind()) {
            case USER -> work.withUser();
            case THREAD -> work.withOwner().withThread(ThreadId.of(ref.id()));
            case CONTACT -> work.withOwner().withAll(EntityKind.CONTACT);
            case MESSAGE, PATTERN, MEMORY -> work.withOwner().withIds(ref.kind(), List.of(ref.id()));
        };
    }

    @Override
    public Page<StoredRow> list(UserId user, EntityKind kind, PageRequest request) {
        if (kind == EntityKind.MESSAGE) {
            String after = after(request);
            return access.read(user, work -> messages(work, after, request.limit()));
        }
        return access.read(user, work -> {
            if (kind == EntityKind.USER) {
                work.withUser();
            } else {
                work.withOwner().withAll(kind);
            }
            return scratch(work).rows().list(user, kind, request);
        });
    }

    /** The id behind which the page begins. */
    private static @Nullable String after(PageRequest request) {
        Cursor after = request.after();
        return after == null
                ? null
                : MessageId.of(after.key(MESSAGES, 1).get(0)).toString();
    }

    /** Read once more where Airtable does not know yet what this process has written. */
    private Page<StoredRow> messages(UserWork work, @Nullable String after, int limit) {
        UserRows rows = work.withOwner().rows().orElse(null);
        if (rows == null) {
            return Page.empty();
        }
        LastWrites lastWrites = access.base().shared().lastWrites();
        OpenListings listings = lastWrites.listings();
        Reader reader = new Reader(this, work.user());
        MessagesById listing =
                after == null ? null : listings.take(reader, after).orElse(null);
        for (int i = 0; true; i++) {
            if (listing == null) {
                listing = listings.begun(reader, new MessagesById(work.messages(rows), after));
            }
            boolean goesOn = false;
            try {
                List<LoadedRow> page = listing.next(limit);
                goesOn = listing.hasNext();
                Predicate<String> asked = asked(after, goesOn ? page : List.of());
                if (i == LastWrites.AGAIN || !lastWrites.isOlder(work.user(), EntityKind.MESSAGE, asked, page)) {
                    return page(page, goesOn);
                }
                goesOn = false;
            } finally {
                if (goesOn) {
                    listings.keep(listing);
                } else {
                    listings.drop(listing);
                }
            }
            listing = null;
        }
    }

    /** The ids behind {@code after}, up to the last of the page where there is one. */
    private static Predicate<String> asked(@Nullable String after, List<LoadedRow> page) {
        String last =
                page.isEmpty() ? null : page.get(page.size() - 1).row().ref().id();
        return id -> (after == null || id.compareTo(after) > 0) && (last == null || id.compareTo(last) <= 0);
    }

    private static Page<StoredRow> page(List<LoadedRow> page, boolean goesOn) {
        List<StoredRow> items = page.stream().map(LoadedRow::row).toList();
        return new Page<>(
                items,
                goesOn ? Cursor.of(MESSAGES, items.get(items.size() - 1).ref().id()) : null);
    }

    @Override
    public void put(UserId user, List<StoredRow> rows) {
        Checks.range("number of rows", rows.size(), 0, MAX_BATCH);
        List<StoredRow> given = List.copyOf(rows);
        access.write(user, work -> {
            if (given.isEmpty()) {
                return false;
            }
            load(work.withUser(), given);
            ids(given, EntityKind.MESSAGE).forEach(id -> work.keepThreadOf(MessageId.of(id)));
            scratch(work).rows().put(user, given);
            work.store(looked(given), EntityKind.values());
            return true;
        });
    }

    private static void load(UserWork work, List<StoredRow> rows) {
        Set<String> threads = new HashSet<>(ids(rows, EntityKind.THREAD));
        for (StoredRow row : rows) {
            if (row instanceof OfMessage of) {
                threads.add(of.message().thread().value());
            }
        }
        threads.forEach(thread -> work.withThread(ThreadId.of(thread)));
        work.withIds(EntityKind.MESSAGE, ids(rows, EntityKind.MESSAGE));
        work.withIds(EntityKind.PATTERN, ids(rows, EntityKind.PATTERN));
        List<String> memories = new ArrayList<>(ids(rows, EntityKind.MEMORY));
        for (StoredRow row : rows) {
            MemoryId successor = row instanceof OfMemory of ? of.memory().supersededBy() : null;
            if (successor != null) {
                memories.add(successor.toString());
            }
        }
        work.withIds(EntityKind.MEMORY, memories);
        if (!ids(rows, EntityKind.CONTACT).isEmpty()) {
            work.withAll(EntityKind.CONTACT);
        }
    }

    private static List<String> ids(List<StoredRow> rows, EntityKind kind) {
        return rows.stream()
                .map(StoredRow::ref)
                .filter(ref -> ref.kind() == kind)
                .map(EntityRef::id)
                .toList();
    }

    /** The rows that were given, the threads that they are in, the user, and the contacts that they take from. */
    private static Predicate<EntityRef> looked(List<StoredRow> given) {
        Set<EntityRef> refs = new HashSet<>();
        for (StoredRow row : given) {
            refs.add(row.ref());
            if (row instanceof OfMessage of) {
                refs.add(EntityRef.of(of.message().user(), of.message().thread()));
            }
        }
        return ref -> ref.kind() == EntityKind.USER || ref.kind() == EntityKind.CONTACT || refs.contains(ref);
    }

    @Override
    public boolean delete(EntityRef ref) {
        UserId user = ref.user();
        return switch (ref.kind()) {
            case USER -> storage.erase(user).total() > 0;
            case THREAD -> storage.threads().delete(user, ThreadId.of(ref.id()));
            case MESSAGE -> storage.chat().delete(user, MessageId.of(ref.id()));
            case CONTACT, PATTERN -> access.write(user, work -> deleted(with(work, ref), ref));
            case MEMORY ->
                // Another one may name it as its successor.
                access.write(user, work -> deleted(work.withOwner().withAll(EntityKind.MEMORY), ref));
        };
    }

    private static boolean deleted(UserWork work, EntityRef ref) {
        boolean existed = scratch(work).rows().delete(ref);
        work.store(ref.kind());
        return existed;
    }
}
