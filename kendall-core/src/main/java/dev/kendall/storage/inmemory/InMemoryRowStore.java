package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.internal.Checks;
import dev.kendall.internal.CodePoints;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.PatternId;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.search.EmbeddingText;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as they are: no rule is applied to what is put. */
final class InMemoryRowStore implements RowStore {
    private static final String LISTING = "rows";

    private final Access access;
    private final InMemoryStores stores;

    InMemoryRowStore(Access access, InMemoryStores stores) {
        this.access = access;
        this.stores = stores;
    }

    @Override
    public Optional<StoredRow> find(EntityRef ref) {
        return access.read(draft -> Optional.ofNullable(find(draft.user(ref.user()), ref)));
    }

    private static @Nullable StoredRow find(UserState state, EntityRef ref) {
        String id = ref.id();
        return switch (ref.kind()) {
            case USER -> state.user() == null ? null : new OfUser(state.user());
            case THREAD -> row(state.threads().get(ThreadId.of(id)), OfThread::new);
            case MESSAGE -> row(state.message(MessageId.of(id)), row -> new OfMessage(row.item()));
            case CONTACT -> row(state.contact(ContactId.of(id)), OfContact::new);
            case PATTERN -> row(state.patterns().get(PatternId.of(id)), OfPattern::new);
            case MEMORY -> row(state.memory(MemoryId.of(id)), row -> memory(state, row.item()));
        };
    }

    private interface ToRow<T> {
        StoredRow of(T item);
    }

    private static <T> @Nullable StoredRow row(@Nullable T item, ToRow<T> toRow) {
        return item == null ? null : toRow.of(item);
    }

    private static OfMemory memory(UserState state, Memory memory) {
        return new OfMemory(memory, state.history(memory.id()));
    }

    @Override
    public Page<StoredRow> list(UserId user, EntityKind kind, PageRequest request) {
        String after =
                Keyset.after(request, LISTING + " " + kind, 1, key -> new EntityRef(user, kind, key.get(0)).id());
        return access.read(draft -> Keyset.page(
                rows(draft.user(user), kind)
                        .filter(row ->
                                after == null || CodePoints.compare(row.ref().id(), after) > 0)
                        .sorted((a, b) ->
                                CodePoints.compare(a.ref().id(), b.ref().id()))::iterator,
                row -> true,
                request,
                row -> Cursor.of(LISTING + " " + kind, row.ref().id())));
    }

    private static Stream<StoredRow> rows(UserState state, EntityKind kind) {
        return switch (kind) {
            case USER -> Stream.ofNullable(state.user()).map(OfUser::new);
            case THREAD -> state.threads().values().stream().map(OfThread::new);
            case MESSAGE -> state.messages().values().stream().map(row -> new OfMessage(row.item()));
            case CONTACT -> state.contacts().values().stream().map(OfContact::new);
            case PATTERN -> state.patterns().values().stream().map(OfPattern::new);
            case MEMORY -> state.memories().values().stream().map(row -> memory(state, row.item()));
        };
    }

    @Override
    public void put(UserId user, List<StoredRow> rows) {
        Checks.range("number of rows", rows.size(), 0, MAX_BATCH);
        StoredRow.checkOwner(user, rows);
        access.change(draft -> {
            UserState state = draft.user(user);
            for (StoredRow row : rows) {
                state = with(state, row);
            }
            draft.put(user, state);
        });
    }

    private UserState with(UserState state, StoredRow row) {
        if (row instanceof OfUser of) {
            return state.withUser(of.user());
        }
        UserState owned = state.ensureUser(row.ref().user(), access.now());
        if (row instanceof OfThread of) {
            return owned.withThread(of.thread());
        } else if (row instanceof OfMessage of) {
            return withMessage(owned, of.message());
        } else if (row instanceof OfContact of) {
            return withContact(owned, of.contact());
        } else if (row instanceof OfPattern of) {
            return owned.withPattern(of.pattern());
        }
        return withMemory(owned, (OfMemory) row);
    }

    private UserState withMessage(UserState state, Message message) {
        Row<Message> stored = state.message(message.id());
        UserState left = stored == null ? state : state.replacing(stored.item());
        if (!left.threads().containsKey(message.thread())) {
            Instant now = access.now();
            left = left.withThread(InMemoryThreadStore.newThread(message.user(), message.thread(), now));
        }
        return left.withMessage(keepingVectors(stored, message, EmbeddingText.of(message)));
    }

    private static <T> Row<T> keepingVectors(@Nullable Row<T> stored, T item, String text) {
        return stored != null && stored.text.equals(text) ? stored.withItem(item) : Row.of(item, text);
    }

    private static UserState withContact(UserState state, Contact contact) {
        UserState left = state;
        for (Contact other : state.contacts().values()) {
            if (!other.id().equals(contact.id())) {
                Contact without = without(other, contact);
                left = without == other ? left : left.withContact(without);
            }
        }
        return left.withContact(contact);
    }

    /** The other contact without the number and the address that it shares with {@code taking}. */
    private static Contact without(Contact other, Contact taking) {
        Contact result = other;
        if (other.phone() != null && other.phone().equals(taking.phone())) {
            result = result.withPhone(null);
        }
        if (other.email() != null
                && taking.email() != null
                && Contact.emailKey(other.email()).equals(Contact.emailKey(taking.email()))) {
            result = result.withEmail(null);
        }
        return result;
    }

    private static UserState withMemory(UserState state, OfMemory row) {
        Memory memory = row.memory();
        MemoryId successor = memory.supersededBy();
        if (successor != null && state.memory(successor) == null) {
            throw new Conflict("memory " + memory.id() + " of user " + memory.user() + " names " + successor
                    + " as its successor, which is not stored; put that one first");
        }
        Row<Memory> stored = state.memory(memory.id());
        return (stored == null ? state : state.withoutMemory(memory.id()))
                .withMemory(keepingVectors(stored, memory, EmbeddingText.of(memory)))
                .withHistory(memory.id(), row.history());
    }

    @Override
    public boolean delete(EntityRef ref) {
        UserId user = ref.user();
        return switch (ref.kind()) {
            case USER -> stores.erase(user).total() > 0;
            case THREAD -> stores.threads().delete(user, ThreadId.of(ref.id()));
            case MESSAGE -> stores.chat().delete(user, MessageId.of(ref.id()));
            case CONTACT -> stores.contacts().delete(user, ContactId.of(ref.id()));
            case PATTERN, MEMORY ->
                access.write(draft -> {
                    UserState state = draft.user(user);
                    if (find(state, ref) == null) {
                        return false;
                    }
                    draft.put(user, without(state, ref).withoutExternalIdsOf(ref));
                    return true;
                });
        };
    }

    private static UserState without(UserState state, EntityRef ref) {
        if (ref.kind() == EntityKind.PATTERN) {
            return state.withoutPattern(PatternId.of(ref.id()));
        }
        MemoryId id = MemoryId.of(ref.id());
        for (Row<Memory> other : state.memories().values()) {
            if (id.equals(other.item().supersededBy())) {
                throw new Conflict("memory " + other.item().id() + " of user " + ref.user() + " names " + id
                        + " as its successor; delete that one first");
            }
        }
        return state.withoutMemory(id);
    }
}
