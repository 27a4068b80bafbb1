package dev.kendall.store.postgres;

import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.internal.Checks;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as they are: no rule is applied to what is put. */
final class PostgresRowStore implements RowStore {
    private static final String LISTING = "rows";

    private static final String PREDECESSOR =
            "select memory_id from {s}.user_memories where user_id = $user and superseded_by = $id order by memory_id limit 1";

    private static final String REMOVE_MEMORY = """
            with gone as (
                delete from {s}.user_memories where user_id = $user and memory_id = $id returning cardinality(words) as words),
            totals as (
                update {s}.users u set memories = u.memories - 1, memory_words = u.memory_words - g.words
                from gone g where u.user_id = $user)
            select count(*) from gone""";

    private final Access access;
    private final PostgresStores stores;
    private final RowReading reading;
    private final RowWriting writing;
    private final StaleVectors memoryVectors;

    PostgresRowStore(Access access, PostgresStores stores) {
        this.access = access;
        this.stores = stores;
        this.reading = new RowReading(access.backend());
        this.writing = new RowWriting(access.backend());
        this.memoryVectors = new StaleVectors(access.backend(), Embeddings.MEMORIES);
    }

    @Override
    public Optional<StoredRow> find(EntityRef ref) {
        return access.read("find " + name(ref), ref.user(), session -> find(session, ref));
    }

    private Optional<StoredRow> find(Session session, EntityRef ref) throws SQLException {
        return reading.read(session, ref.user(), ref.kind(), RowReading.is(ref)).stream()
                .findFirst();
    }

    private static String name(EntityRef ref) {
        return "the row of " + ref.kind() + " " + ref.id() + " of user " + ref.user();
    }

    @Override
    public Page<StoredRow> list(UserId user, EntityKind kind, PageRequest request) {
        String listing = LISTING + " " + kind;
        EntityRef after = Keys.read(request.after(), listing, 1, key -> new EntityRef(user, kind, key.get(0)));
        Sql condition = after(after)
                .add(" order by t." + EntityTable.of(kind).id() + " limit ")
                .bind(request.limit() + 1);
        List<StoredRow> rows = access.read(
                "list the rows of " + kind + " of user " + user,
                user,
                session -> reading.read(session, user, kind, condition));
        return Page.of(
                rows, request.limit(), row -> Cursor.of(listing, row.ref().id()));
    }

    private static Sql after(@Nullable EntityRef last) {
        if (last == null) {
            return new Sql();
        }
        EntityTable of = EntityTable.of(last.kind());
        return Sql.of(" and t." + of.id() + " > ").bind(of.id(last));
    }

    @Override
    public void put(UserId user, List<StoredRow> rows) {
        List<StoredRow> given = List.copyOf(rows);
        Checks.range("number of rows", given.size(), 0, MAX_BATCH);
        StoredRow.checkOwner(user, given);
        access.checkOpen();
        if (!given.isEmpty()) {
            access.write("put " + given.size() + " rows of user " + user, Access.Repeat.SAFE, session -> {
                session.ensure(user, session.now());
                writing.write(session, user, given);
                return given;
            });
        }
    }

    @Override
    public boolean delete(EntityRef ref) {
        UserId user = ref.user();
        return switch (ref.kind()) {
            case USER -> stores.erase(user).total() > 0;
            case THREAD -> stores.threads().delete(user, ThreadId.of(ref.id()));
            case MESSAGE -> stores.chat().delete(user, MessageId.of(ref.id()));
            case CONTACT -> stores.contacts().delete(user, ContactId.of(ref.id()));
            case PATTERN ->
                remove(
                        ref,
                        session -> session.run(Sql.template(
                                        access.sql(
                                                "delete from {s}.user_patterns where user_id = $user and pattern_id = $id"),
                                        parameters(ref)))
                                > 0);
            case MEMORY -> remove(ref, session -> removeMemory(session, ref));
        };
    }

    private boolean remove(EntityRef ref, Access.Work<Boolean> work) {
        return access.write("delete " + name(ref), Access.Repeat.UNSAFE, session -> {
            if (session.lock(ref.user()).isEmpty() || !work.run(session)) {
                return false;
            }
            ExternalIds.removeAllOf(session, ref.user(), ref.kind().name(), List.of(ref.id()));
            return true;
        });
    }

    private boolean removeMemory(Session session, EntityRef ref) throws SQLException {
        Optional<UUID> predecessor =
                session.find(Sql.template(access.sql(PREDECESSOR), parameters(ref)), row -> Columns.uuid(row, 1));
        if (predecessor.isPresent()) {
            throw new Conflict("memory " + predecessor.get() + " of user " + ref.user() + " names " + ref.id()
                    + " as its successor; delete that one first");
        }
        memoryVectors.drop(session, List.of(ref));
        return session.number(Sql.template(access.sql(REMOVE_MEMORY), parameters(ref))) > 0;
    }

    private static Map<String, Object> parameters(EntityRef ref) {
        return Map.of(
                "user", ref.user().value(), "id", EntityTable.of(ref.kind()).id(ref));
    }
}
