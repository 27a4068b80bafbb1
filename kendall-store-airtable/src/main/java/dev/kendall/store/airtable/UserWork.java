package dev.kendall.store.airtable;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call of a store for one user: what it needs is loaded into a {@link Scratch}, the same method is called there, and what it changed is stored.
 * Not thread-safe.
 *
 * <p>Users and threads are stored before what hangs on them, and deleted after it: what a broken connection leaves is at most an empty thread, and
 * doing the call again mends it.
 */
final class UserWork {
    private static final List<EntityKind> ORDER = List.of(
            EntityKind.USER,
            EntityKind.THREAD,
            EntityKind.CONTACT,
            EntityKind.PATTERN,
            EntityKind.MEMORY,
            EntityKind.MESSAGE);
    private static final List<String> KEYS = List.of(KendallField.ID.title(), KendallField.USER.title());

    private final BaseTables base;
    private final UserRecords users;
    private final Rejects rejects;
    private final Scratch scratch;
    private final UserId user;
    private @Nullable Owner owner;

    UserWork(BaseTables base, UserRecords users, Rejects rejects, Scratch scratch, UserId user) {
        this.base = base;
        this.users = users;
        this.rejects = rejects;
        this.scratch = scratch;
        this.user = user;
    }

    UserId user() {
        return user;
    }

    /** The stores over what was loaded. */
    Stores stores() {
        return scratch.storage();
    }

    Scratch scratch() {
        return scratch;
    }

    /** Loads whether there is such a user, and which record it is; the profile may be a minute old. */
    UserWork withOwner() {
        return with(users.known(user));
    }

    /** Loads the user as stored now. */
    UserWork withUser() {
        return with(users.find(user));
    }

    private UserWork with(Optional<Owner> found) {
        owner = found.orElse(null);
        found.ifPresent(known -> scratch.put(List.of(new LoadedRow(
                new OfUser(known.user()), known.recordId(), known.user().created(), true))));
        return this;
    }

    /** The user's rows, or empty when there is no such user. */
    Optional<UserRows> rows() {
        return Optional.ofNullable(owner).map(known -> new UserRows(base, users, rejects, known));
    }

    /** Loads the rows with these ids. */
    UserWork withIds(EntityKind kind, Collection<String> ids) {
        if (!ids.isEmpty()) {
            rows().ifPresent(rows -> put(kind, rows.byIds(kind, ids)));
        }
        return this;
    }

    private void put(EntityKind kind, List<LoadedRow> rows) {
        if (kind == EntityKind.MEMORY) {
            scratch.putSome(rows);
        } else {
            scratch.put(rows);
        }
    }

    /** Loads every row of the kind; not messages, of which there may be too many. */
    UserWork withAll(EntityKind kind) {
        rows().ifPresent(rows -> {
            switch (kind) {
                case CONTACT -> scratch.put(rows.contacts());
                case MEMORY -> scratch.putAll(rows.all(AirtableTable.MEMORIES));
                case THREAD -> scratch.put(new ThreadRows(base, rows).all());
                default -> scratch.put(rows.all(AirtableTable.of(kind)));
            }
        });
        return this;
    }

    /** Loads a thread. */
    UserWork withThread(ThreadId thread) {
        rows().ifPresent(rows -> scratch.put(new ThreadRows(base, rows).find(thread)));
        return this;
    }

    /** Loads a thread as far as appending to it needs. */
    UserWork withThreadToAppendTo(ThreadId thread) {
        rows().ifPresent(rows -> scratch.put(new ThreadRows(base, rows).toAppendTo(thread)));
        return this;
    }

    /** Loads messages. */
    UserWork withMessages(List<LoadedRow> messages) {
        scratch.put(messages);
        return this;
    }

    Messages messages(UserRows rows) {
        return new Messages(base, rows);
    }

    /**
     * Stores the thread of a message that only such messages of the legacy application tell of, before this one changes or goes: the thread would be
     * another one then, or none.
     */
    void keepThreadOf(MessageId message) {
        EntityRef ref = EntityRef.of(user, message);
        TableLayout threads = base.layout().find(AirtableTable.THREADS);
        if (threads != null && threads.isExtended() && scratch.isLegacy(ref)) {
            ThreadId thread =
                    message(scratch.storage().rows().find(ref).orElseThrow()).thread();
            withThread(thread);
            scratch.derivedThread(EntityRef.of(user, thread))
                    .ifPresent(row -> write(AirtableTable.THREADS, List.of(new Scratch.Change(row, null))));
        }
    }

    /** Stores what was changed in these kinds. */
    void store(EntityKind... kinds) {
        store(ref -> true, kinds);
    }

    /** Stores what was changed in these kinds, of those rows that are looked at; others are there only because a row needs them. */
    void store(Predicate<EntityRef> looked, EntityKind... kinds) {
        List<EntityKind> given = List.of(kinds);
        for (EntityKind kind : ORDER) {
            if (given.contains(kind)) {
                write(AirtableTable.of(kind), scratch.changes(kind, looked));
            }
        }
        for (EntityKind kind : kinds) {
            List<LoadedRow> removals = scratch.removals(kind);
            if (!removals.isEmpty()) {
                TableLayout table = base.table(AirtableTable.of(kind));
                base.client()
                        .delete(
                                table.path(),
                                removals.stream()
                                        .map(LoadedRow::recordId)
                                        .flatMap(Stream::ofNullable)
                                        .toList());
                removals.forEach(
                        row -> base.shared().lastWrites().deleted(row.row().ref()));
            }
        }
    }

    private void write(AirtableTable at, List<Scratch.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        RecordMapping mapping = base.mapping(at);
        List<RecordWrite> fresh = new ArrayList<>();
        List<RecordWrite> known = new ArrayList<>();
        for (Scratch.Change change : inOrder(changes)) {
            RecordWrite write = new RecordWrite(change.recordId(), mapping.encode(change.row(), ownerRecord(at)));
            (change.recordId() == null ? fresh : known).add(write);
        }
        String path = mapping.table().path();
        List<AirtableRecord> stored = new ArrayList<>(base.client().upsert(path, fresh, KEYS));
        stored.addAll(base.client().update(path, known));
        changes.forEach(change -> base.shared().lastWrites().stored(change.row()));
        if (at == AirtableTable.USERS) {
            users.forget(user);
            User row = ((OfUser) changes.get(0).row()).user();
            owner = new Owner(row, stored.get(0).id(), "");
        }
    }

    /** Messages oldest first: what a broken connection leaves is the beginning of what was said. */
    private static List<Scratch.Change> inOrder(List<Scratch.Change> changes) {
        if (!(changes.get(0).row() instanceof OfMessage)) {
            return changes;
        }
        return changes.stream()
                .sorted((a, b) -> Message.CHRONOLOGICAL.compare(message(a.row()), message(b.row())))
                .toList();
    }

    private static Message message(StoredRow row) {
        return ((OfMessage) row).message();
    }

    private @Nullable String ownerRecord(AirtableTable table) {
        if (table == AirtableTable.USERS || table == AirtableTable.THREADS) {
            return null;
        } else if (owner == null) {
            throw new StorageUnavailable(
                    "user " + user + " is not found in Airtable though it was just stored; try again",
                    Duration.ofSeconds(1),
                    null);
        }
        return owner.recordId();
    }
}
