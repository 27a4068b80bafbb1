package dev.kendall.cutover;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.internal.CodePoints;
import dev.kendall.memory.MemoryId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.storage.Capability;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one user's rows on one side what they are on the other, and counts what it did. What a row needs comes before it: its user, its thread, a
 * memory's successor. For one thread.
 */
final class UserCopy {
    private static final PageRequest FIRST = PageRequest.first(500);

    private final UserId user;
    private final ReplicaStorage source;
    private final ReplicaStorage target;
    private final Runnable keepAlive;
    private final boolean histories;
    private final boolean links;
    private final Set<EntityRef> known = new HashSet<>();
    private final Set<EntityRef> gone = new LinkedHashSet<>();
    private int put;
    private int deleted;

    /**
     * A copy.
     *
     * @param keepAlive called again and again during long work; what it throws ends the work
     */
    UserCopy(UserId user, Sides sides, Side from, Runnable keepAlive) {
        this.user = user;
        this.source = sides.at(from);
        this.target = sides.at(from.other());
        this.keepAlive = keepAlive;
        this.histories = both(sides, Capability.MEMORY_HISTORY);
        this.links = both(sides, Capability.EXTERNAL_IDS);
    }

    private static boolean both(Sides sides, Capability capability) {
        return sides.can(Side.OLD, capability) && sides.can(Side.NEW, capability);
    }

    /** What the source was found not to have. */
    Set<EntityRef> gone() {
        return gone;
    }

    int rowsPut() {
        return put;
    }

    int rowsDeleted() {
        return deleted;
    }

    /**
     * Makes equal what the scope names.
     *
     * @throws NewerThere when the target has something newer, and is not to be healed
     */
    void copy(Scope scope, boolean healing) {
        if (scope instanceof Scope.Row row) {
            row(row.ref(), healing);
        } else if (scope instanceof Scope.Kind all) {
            kind(all.kind(), healing);
        } else if (scope instanceof Scope.MessagesIn in) {
            messages(in.thread(), healing);
        } else if (scope instanceof Scope.Link link) {
            link(link.id(), healing);
        }
    }

    /** Puts the user where there is none: a user exists from the first write on, also when what was written is gone again. */
    void begin() {
        ensure(EntityRef.of(user));
    }

    private void row(EntityRef ref, boolean healing) {
        Optional<StoredRow> row = source.rows().find(ref);
        if (row.isPresent()) {
            put(row.get(), target.rows().find(ref), healing);
        } else {
            delete(ref);
        }
    }

    private void delete(EntityRef ref) {
        gone.add(ref);
        if (ref.kind() == EntityKind.USER) {
            known.clear();
        }
        known.remove(ref);
        if (target.rows().delete(ref)) {
            deleted++;
        }
    }

    private void put(StoredRow row, Optional<StoredRow> there, boolean healing) {
        if (!needsPut(row, there, healing) || prepare(row) && store(List.of(row))) {
            known.add(row.ref());
            linksOf(row.ref());
        }
    }

    private boolean needsPut(StoredRow row, Optional<StoredRow> there, boolean healing) {
        if (there.isPresent() && isSame(row, there.get())) {
            return false;
        }
        if (!healing && there.isPresent() && RowAge.isNewer(there.get(), row)) {
            throw new NewerThere(row.ref());
        }
        return true;
    }

    private boolean store(List<StoredRow> rows) {
        target.rows().put(user, rows);
        put += rows.size();
        return true;
    }

    private boolean isSame(StoredRow left, StoredRow right) {
        if (!histories && left instanceof OfMemory a && right instanceof OfMemory b) {
            return a.memory().equals(b.memory());
        }
        return left.equals(right);
    }

    /** Puts what the row needs; false when the source does not have that any more, and so neither the row. */
    private boolean prepare(StoredRow row) {
        if (row.ref().kind() != EntityKind.USER && !ensure(EntityRef.of(user))) {
            return false;
        }
        if (row instanceof OfMessage of) {
            return ensure(EntityRef.of(user, of.message().thread()));
        }
        return !(row instanceof OfMemory of) || ensureSuccessors(of);
    }

    /** Puts a row where there is none. One that is there is somebody else's debt when it is not right. */
    private boolean ensure(EntityRef ref) {
        if (known.contains(ref) || target.rows().find(ref).isPresent()) {
            known.add(ref);
            return true;
        }
        Optional<StoredRow> row = source.rows().find(ref);
        row.ifPresent(found -> put(found, Optional.empty(), false));
        return row.isPresent();
    }

    /** A memory names a successor that is stored: the last of the chain is put first. */
    private boolean ensureSuccessors(OfMemory row) {
        Deque<StoredRow> chain = new ArrayDeque<>();
        MemoryId successor = row.memory().supersededBy();
        while (successor != null) {
            EntityRef ref = EntityRef.of(user, successor);
            if (known.contains(ref) || target.rows().find(ref).isPresent()) {
                break;
            }
            Optional<StoredRow> next = source.rows().find(ref);
            if (next.isEmpty()) {
                return false;
            }
            chain.push(next.get());
            successor = ((OfMemory) next.get()).memory().supersededBy();
        }
        if (!chain.isEmpty()) {
            store(List.copyOf(chain));
            chain.forEach(each -> known.add(each.ref()));
        }
        return true;
    }

    private void kind(EntityKind kind, boolean healing) {
        EntityRef owner = EntityRef.of(user);
        if (source.rows().find(owner).isEmpty()) {
            delete(owner);
            return;
        }
        if (kind == EntityKind.USER) {
            row(owner, healing);
            return;
        }
        List<Runnable> failed = new ArrayList<>();
        Set<EntityRef> extra = new LinkedHashSet<>();
        Batch batch = new Batch(failed);
        walk(kind, (row, there) -> {
            keepAlive.run();
            if (row.isEmpty()) {
                extra.add(there.orElseThrow().ref());
                return;
            }
            try {
                batch.add(row.get(), there, healing);
            } catch (NewerThere e) {
                failed.add(() -> {
                    throw e;
                });
            }
        });
        batch.flush();
        deleteExtra(extra);
        if (!failed.isEmpty()) {
            failed.get(0).run();
        }
    }

    /** A row of the source with the one of the target that has its reference; at least one of them. */
    private interface Pair {
        void take(Optional<StoredRow> row, Optional<StoredRow> there);
    }

    /** Both sides at once, in the order of their listings. */
    private void walk(EntityKind kind, Pair pair) {
        Iterator<StoredRow> left = each(source.rows(), kind).iterator();
        Iterator<StoredRow> right = each(target.rows(), kind).iterator();
        StoredRow row = next(left);
        StoredRow there = next(right);
        while (row != null || there != null) {
            int order = row == null
                    ? 1
                    : there == null
                            ? -1
                            : CodePoints.compare(row.ref().id(), there.ref().id());
            pair.take(
                    order <= 0 ? Optional.ofNullable(row) : Optional.empty(),
                    order >= 0 ? Optional.ofNullable(there) : Optional.empty());
            row = order <= 0 ? next(left) : row;
            there = order >= 0 ? next(right) : there;
        }
    }

    private static @Nullable StoredRow next(Iterator<StoredRow> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    /** Rows that are put together, and one by one when that fails. */
    private final class Batch {
        private static final int SIZE = 100;

        private final List<StoredRow> rows = new ArrayList<>();
        private final List<Runnable> failed;

        Batch(List<Runnable> failed) {
            this.failed = failed;
        }

        void add(StoredRow row, Optional<StoredRow> there, boolean healing) {
            if (!needsPut(row, there, healing)) {
                known.add(row.ref());
                linksOf(row.ref());
            } else if (prepare(row)) {
                rows.add(row);
                if (rows.size() == SIZE) {
                    flush();
                }
            }
        }

        void flush() {
            if (rows.isEmpty()) {
                return;
            }
            List<StoredRow> all = List.copyOf(rows);
            rows.clear();
            try {
                store(all);
            } catch (StorageUnavailable e) {
                throw e;
            } catch (KendallException | IllegalArgumentException e) {
                all.forEach(this::storeAlone);
                return;
            }
            all.forEach(row -> {
                known.add(row.ref());
                linksOf(row.ref());
            });
        }

        private void storeAlone(StoredRow row) {
            try {
                store(List.of(row));
                linksOf(row.ref());
            } catch (StorageUnavailable e) {
                throw e;
            } catch (KendallException | IllegalArgumentException e) {
                failed.add(() -> {
                    throw e;
                });
            }
        }
    }

    /** Makes these messages equal, with few calls. */
    void copyMessages(List<MessageId> ids) {
        Map<MessageId, StoredRow> wanted = messages(source, ids);
        Map<MessageId, StoredRow> present = messages(target, ids);
        List<Runnable> failed = new ArrayList<>();
        Batch batch = new Batch(failed);
        for (MessageId id : ids) {
            StoredRow row = wanted.get(id);
            if (row != null) {
                batch.add(row, Optional.ofNullable(present.get(id)), false);
            } else if (present.containsKey(id)) {
                delete(EntityRef.of(user, id));
            } else {
                gone.add(EntityRef.of(user, id));
            }
        }
        batch.flush();
        if (!failed.isEmpty()) {
            failed.get(0).run();
        }
    }

    private Map<MessageId, StoredRow> messages(ReplicaStorage side, List<MessageId> ids) {
        Map<MessageId, StoredRow> rows = new HashMap<>();
        side.chat().listByIds(user, ids).forEach(message -> rows.put(message.id(), new OfMessage(message)));
        return rows;
    }

    private Iterable<StoredRow> each(RowStore rows, EntityKind kind) {
        return Page.each(FIRST, request -> rows.list(user, kind, request));
    }

    /** What the target has and the source has not; memories that name another one before that. */
    private void deleteExtra(Set<EntityRef> refs) {
        Set<EntityRef> left = refs;
        while (!left.isEmpty()) {
            Set<EntityRef> blocked = new LinkedHashSet<>();
            Conflict last = null;
            for (EntityRef ref : left) {
                keepAlive.run();
                if (source.rows().find(ref).isPresent()) {
                    row(ref, false);
                    continue;
                }
                try {
                    delete(ref);
                } catch (Conflict e) {
                    blocked.add(ref);
                    last = e;
                }
            }
            if (last != null && blocked.size() == left.size()) {
                throw last;
            }
            left = blocked;
        }
    }

    private void messages(ThreadId thread, boolean healing) {
        Set<EntityRef> refs = new LinkedHashSet<>();
        for (ReplicaStorage side : List.of(source, target)) {
            for (Message message :
                    Page.each(FIRST, request -> side.chat().list(user, MessageFilter.in(thread), request))) {
                refs.add(EntityRef.of(user, message.id()));
            }
        }
        for (EntityRef ref : refs) {
            keepAlive.run();
            row(ref, healing);
        }
    }

    private void linksOf(EntityRef ref) {
        if (!links) {
            return;
        }
        List<ExternalId> wanted = source.externalIds().list(ref);
        List<ExternalId> present = target.externalIds().list(ref);
        for (ExternalId id : present) {
            if (!wanted.contains(id)) {
                target.externalIds().unlink(user, id);
            }
        }
        for (ExternalId id : wanted) {
            if (!present.contains(id)) {
                name(ref, id);
            }
        }
    }

    private void link(ExternalId id, boolean healing) {
        if (!links) {
            return;
        }
        Optional<EntityRef> named = source.externalIds().find(user, id);
        Optional<EntityRef> there = target.externalIds().find(user, id);
        if (named.equals(there)) {
            return;
        }
        if (named.isEmpty()) {
            target.externalIds().unlink(user, id);
        } else if (ensure(named.get())) {
            name(named.get(), id);
        } else {
            row(named.get(), healing);
        }
    }

    /** Lets the id name the row, whatever it names now: at the source it names nothing else. */
    private void name(EntityRef ref, ExternalId id) {
        ExternalIdStore ids = target.externalIds();
        ids.unlink(user, id);
        try {
            ids.link(ref, id);
        } catch (Conflict e) {
            ids.findUser(id).ifPresent(other -> ids.unlink(other, id));
            ids.link(ref, id);
        }
    }
}
