package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EMBEDDING_SPACES;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.internal.Checks;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PostgresVectorStore implements VectorStore {
    private static final String LISTING = "unembedded";

    /** Rows of one kind without a vector, in order, from a place on. */
    private static final String UNEMBEDDED = """
            (select m.user_id, $kind as kind, m.$time as at, m.$id as id, $text as text from {s}.$rows m
            where $embeddable and $after and not exists (
                select from {s}.$embeddings e where e.user_id = m.user_id and e.$id = m.$id and e.space_id = $space)
            order by m.user_id, m.$time, m.$id limit $limit)""";

    /** The numbers travel as an array, as they do when they are stored. */
    private static final String OF_MESSAGES = """
            select e.message_id, coalesce(e.embedding::real[], e.half_embedding::real[])
            from {s}.message_embeddings e where e.user_id =\s""";

    private final Access access;
    private final VectorStatements statements;
    private final String unembedded;
    private final String ofMessages;

    PostgresVectorStore(Access access) {
        this.access = access;
        this.statements = new VectorStatements(access.backend());
        this.unembedded = access.sql(UNEMBEDDED);
        this.ofMessages = access.sql(OF_MESSAGES);
    }

    @Override
    public void addSpace(EmbeddingSpace space) {
        Objects.requireNonNull(space, "space");
        String doing = "add the embedding space " + space;
        boolean known = access.read(doing, null, session -> listSpaces(session).contains(space));
        if (!known) {
            access.write(doing, Access.Repeat.SAFE, session -> {
                // One at a time, so that exactly one of the first ones becomes active.
                session.run(Sql.of(access.sql("lock table {s}.embedding_spaces in share row exclusive mode")));
                String storage = access.backend().options().precision() == VectorPrecision.HALF ? "HALFVEC" : "VECTOR";
                return session.run(Sql.of(access.sql(
                                "insert into {s}.embedding_spaces (model, dimensions, storage, active) select "))
                        .bind(space.model())
                        .add(", ")
                        .bind(space.dimensions())
                        .add(", ")
                        .bind(storage)
                        .add(access.sql(", not exists (select from {s}.embedding_spaces) on conflict do nothing")));
            });
        }
    }

    @Override
    public void activate(EmbeddingSpace space) {
        access.write(
                "activate the embedding space " + space,
                Access.Repeat.SAFE,
                session -> activate(
                        session, access.backend().spaces().get(session, space).id()));
    }

    /** In a transaction of the caller's; another switch waits until it ends. */
    static int activate(Session session, int space) throws SQLException {
        session.run(Sql.of(session.backend().sql("lock table {s}.embedding_spaces in share row exclusive mode")));
        session.dsl()
                .update(EMBEDDING_SPACES)
                .set(EMBEDDING_SPACES.ACTIVE, false)
                .where(EMBEDDING_SPACES.ACTIVE.isTrue(), EMBEDDING_SPACES.SPACE_ID.ne(space))
                .execute();
        return session.dsl()
                .update(EMBEDDING_SPACES)
                .set(EMBEDDING_SPACES.ACTIVE, true)
                .where(EMBEDDING_SPACES.SPACE_ID.eq(space))
                .execute();
    }

    @Override
    public Optional<EmbeddingSpace> findActive() {
        return access.read(
                "find the active embedding space",
                null,
                session -> session.dsl()
                        .select(EMBEDDING_SPACES.MODEL, EMBEDDING_SPACES.DIMENSIONS)
                        .from(EMBEDDING_SPACES)
                        .where(EMBEDDING_SPACES.ACTIVE.isTrue())
                        .fetchOptional(row -> new EmbeddingSpace(row.value1(), row.value2())));
    }

    @Override
    public List<EmbeddingSpace> listSpaces() {
        return access.read("list the embedding spaces", null, PostgresVectorStore::listSpaces);
    }

    private static List<EmbeddingSpace> listSpaces(Session session) {
        return session.dsl()
                .select(EMBEDDING_SPACES.MODEL, EMBEDDING_SPACES.DIMENSIONS)
                .from(EMBEDDING_SPACES)
                .orderBy(EMBEDDING_SPACES.MODEL, EMBEDDING_SPACES.DIMENSIONS)
                .fetch(row -> new EmbeddingSpace(row.value1(), row.value2()));
    }

    @Override
    public int put(UserId user, List<NewVector> vectors) {
        List<NewVector> given = List.copyOf(vectors);
        given.forEach(vector -> VectorStatements.checkOwner(user, vector));
        return access.write("store vectors of user " + user, Access.Repeat.SAFE, session -> {
            given.forEach(vector ->
                    access.backend().spaces().get(session, vector.vector().space()));
            return given.isEmpty() || session.lock(user).isEmpty() ? 0 : statements.put(session, user, given);
        });
    }

    private record StoredVector(MessageId message, Vector vector) {
        static StoredVector read(ResultSet row) throws SQLException {
            Float[] numbers = (Float[]) row.getArray(2).getArray();
            float[] values = new float[numbers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers[i];
            }
            return new StoredVector(new MessageId(Columns.uuid(row, 1)), Vector.of(values));
        }
    }

    @Override
    public Map<MessageId, Vector> ofMessages(UserId user, EmbeddingSpace space, Collection<MessageId> messages) {
        Checks.range("number of ids", messages.size(), 0, ChatStore.MAX_BATCH);
        List<UUID> ids = messages.stream().map(MessageId::value).toList();
        List<StoredVector> stored = access.read(
                "read vectors of user " + user,
                user,
                session -> session.list(
                        Sql.of(ofMessages)
                                .bind(user.value())
                                .add(" and e.space_id = ")
                                .bind(access.backend()
                                        .spaces()
                                        .get(session, space)
                                        .id())
                                .add(" and e.message_id = any(")
                                .bindArray("uuid", ids)
                                .add(")"),
                        StoredVector::read));
        return stored.stream().collect(Collectors.toMap(StoredVector::message, StoredVector::vector));
    }

    /** The sort key of a row to embed. */
    private record Place(UserId user, EntityKind kind, Instant time, UUID id) {
        static Place of(List<String> key) {
            return new Place(
                    UserId.of(key.get(0)),
                    EntityKind.valueOf(key.get(1)),
                    Instant.parse(key.get(2)),
                    UUID.fromString(key.get(3)));
        }

        Cursor cursor() {
            return Cursor.of(LISTING, user.value(), kind.name(), time.toString(), id.toString());
        }
    }

    private record Waiting(Place place, Unembedded row) {
        static Waiting read(ResultSet row) throws SQLException {
            Place place = new Place(
                    UserId.of(row.getString(1)),
                    EntityKind.valueOf(row.getString(2)),
                    Columns.time(row, 3),
                    Columns.uuid(row, 4));
            EntityRef source =
                    new EntityRef(place.user(), place.kind(), place.id().toString());
            return new Waiting(place, new Unembedded(source, row.getString(5)));
        }
    }

    @Override
    public Page<Unembedded> listUnembedded(EmbeddingSpace space, PageRequest request) {
        Place after = Keys.read(request.after(), LISTING, 4, Place::of);
        List<Waiting> rows = access.read("list rows without a vector", null, session -> {
            int id = access.backend().spaces().get(session, space).id();
            Sql query = Sql.of("select * from (")
                    .add(unembedded(Embeddings.MESSAGES, id, after, request))
                    .add(" union all ")
                    .add(unembedded(Embeddings.MEMORIES, id, after, request))
                    .add(") r order by user_id, kind desc, at, id limit ")
                    .bind(request.limit() + 1);
            return session.list(query, Waiting::read);
        });
        Page<Waiting> page =
                Page.of(rows, request.limit(), waiting -> waiting.place().cursor());
        return new Page<>(page.items().stream().map(Waiting::row).toList(), page.next());
    }

    private Sql unembedded(Embeddings kind, int space, @Nullable Place after, PageRequest request) {
        return Sql.template(
                unembedded,
                Map.of(
                        "kind", Sql.of("'" + kind.kind().name() + "'"),
                        "time", Sql.of(kind.time()),
                        "id", Sql.of(kind.id()),
                        "text", Sql.of(kind.text()),
                        "rows", Sql.of(kind.rows()),
                        "embeddings", Sql.of(kind.embeddings()),
                        "embeddable", Sql.of(kind.embeddable()),
                        "after", after(kind, after),
                        "space", space,
                        "limit", request.limit() + 1));
    }

    /** Whether a row of this kind comes after the place: messages of a user come before the memories. */
    private static Sql after(Embeddings kind, @Nullable Place after) {
        if (after == null) {
            return Sql.of("true");
        }
        String user = after.user().value();
        if (kind.kind() == after.kind()) {
            return Sql.of("(m.user_id, m." + kind.time() + ", m." + kind.id() + ") > (")
                    .bind(user)
                    .add(", ")
                    .bind(after.time())
                    .add(", ")
                    .bind(after.id())
                    .add(")");
        }
        return Sql.of(kind.kind() == EntityKind.MEMORY ? "m.user_id >= " : "m.user_id > ")
                .bind(user);
    }

    @Override
    public long countUnembedded(UserId user, EmbeddingSpace space) {
        return access.read("count rows of user " + user + " without a vector", user, session -> {
            int id = access.backend().spaces().get(session, space).id();
            return session.find(
                            Sql.of(access.sql(
                                            "select u.embeddable_messages + u.memories - coalesce(c.messages + c.memories, 0)"
                                                    + " from {s}.users u left join {s}.embedding_counts c"
                                                    + " on c.user_id = u.user_id and c.space_id = "))
                                    .bind(id)
                                    .add(" where u.user_id = ")
                                    .bind(user.value()),
                            row -> row.getLong(1))
                    .orElse(0L);
        });
    }
}
