package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_EMBEDDINGS;
import static dev.kendall.store.postgres.internal.jooq.Tables.MESSAGE_EMBEDDINGS;

import com.pgvector.PGvector;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.NotFound;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Vectors, with the counts of their users. */
final class VectorImport implements Importing<NewVector> {
    private static final Field<?> SINGLE = DSL.field(DSL.name("embedding"));
    private static final Field<?> HALF = DSL.field(DSL.name("half_embedding"));

    private static final String STORED = """
            select $embeddable and $text = k.text, e.$id is not null, k.n
            from unnest($keys) with ordinality as k (user_id, source_id, space_id, text, n)
            join {s}.$rows m on m.user_id = k.user_id and m.$id = k.source_id
            left join {s}.$embeddings e on e.user_id = k.user_id and e.$id = k.source_id and e.space_id = k.space_id""";

    private static final String DELETED = "select k.n"
            + " from unnest($keys) with ordinality as k (user_id, entity_id, n) where " + Tombstones.of("'MESSAGE'");

    private static final String COUNT = """
            insert into {s}.embedding_counts as c (user_id, space_id, $count)
            select n.user_id, n.space_id, n.vectors from unnest($users, $spaces, $vectors) as n (user_id, space_id, vectors)
            on conflict (user_id, space_id) do update set $count = c.$count + excluded.$count""";

    private static final String DROP_JOBS = """
            delete from {s}.embedding_jobs j using unnest($users, $spaces, $ids) as k (user_id, space_id, source_id)
            where j.user_id = k.user_id and j.space_id = k.space_id and j.kind = $kind and j.source_id = k.source_id""";

    private final Backend backend;

    VectorImport(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.VECTORS;
    }

    @Override
    public EntityRef ref(NewVector vector) {
        return vector.source();
    }

    private record Key(EntityRef source, EmbeddingSpace space) {}

    @Override
    public List<?> keys(NewVector vector) {
        return List.of(new Key(vector.source(), vector.vector().space()));
    }

    @Override
    public int weight(NewVector vector) {
        return vector.text().length() + Float.BYTES * vector.vector().space().dimensions();
    }

    private record Stored(boolean fits, boolean known) {}

    @Override
    public void store(Chunk<NewVector> chunk) throws SQLException {
        UserLocks.lock(chunk.session(), chunk.users());
        Map<EmbeddingSpace, Optional<Spaces.StoredSpace>> spaces = new HashMap<>();
        for (NewVector vector : chunk.rows()) {
            spaces.computeIfAbsent(vector.vector().space(), space -> find(chunk.session(), space));
        }
        for (EntityKind kind : List.of(EntityKind.MESSAGE, EntityKind.MEMORY)) {
            List<NewVector> ofKind = new ArrayList<>();
            Map<NewVector, Spaces.StoredSpace> inSpace = new IdentityHashMap<>();
            for (NewVector vector : chunk.rows()) {
                if (vector.source().kind() == kind) {
                    Optional<Spaces.StoredSpace> space =
                            Objects.requireNonNull(spaces.get(vector.vector().space()));
                    if (space.isEmpty()) {
                        chunk.reject(
                                vector,
                                ImportReject.Reason.NO_SPACE,
                                "there is no embedding space " + vector.vector().space()
                                        + "; add it with vectors().addSpace(…) first");
                    } else {
                        inSpace.put(vector, space.get());
                        ofKind.add(vector);
                    }
                }
            }
            store(chunk, Embeddings.of(kind), ofKind, inSpace);
        }
    }

    private Optional<Spaces.StoredSpace> find(Session session, EmbeddingSpace space) {
        try {
            return Optional.of(backend.spaces().get(session, space));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    private void store(
            Chunk<NewVector> chunk, Embeddings kind, List<NewVector> vectors, Map<NewVector, Spaces.StoredSpace> spaces)
            throws SQLException {
        Map<NewVector, Stored> stored = chunk.lookUp(
                vectors,
                of(kind, STORED),
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>(
                                "uuid",
                                vector -> UUID.fromString(vector.source().id())),
                        new Chunk.Column<>(
                                "int4", vector -> space(spaces, vector).id()),
                        new Chunk.Column<>("text", NewVector::text)),
                row -> new Stored(row.getBoolean(1), row.getBoolean(2)));
        Set<NewVector> deleted = chunk.deleted(
                vectors.stream()
                        .filter(vector -> vector.source().kind() == EntityKind.MESSAGE && !stored.containsKey(vector))
                        .toList(),
                DELETED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("text", vector -> vector.source().id())));
        List<NewVector> fresh = new ArrayList<>();
        List<NewVector> newer = new ArrayList<>();
        for (NewVector vector : vectors) {
            Stored source = stored.get(vector);
            if (deleted.contains(vector)) {
                continue;
            }
            if (source == null) {
                chunk.reject(vector, ImportReject.Reason.NOT_STORED, "what the vector is of is not stored");
            } else if (!source.fits()) {
                chunk.reject(
                        vector,
                        ImportReject.Reason.OTHER_TEXT,
                        "what is stored is blank, or says something else than was embedded");
            } else {
                switch (chunk.fate(vector, source.known() ? source : null, old -> true)) {
                    case INSERT -> fresh.add(vector);
                    case REPLACE -> newer.add(vector);
                    case KEEP -> chunk.kept(1);
                }
            }
        }
        CopyTable<NewVector> table = table(kind, spaces);
        table.insert(chunk.session(), fresh);
        table.replace(chunk.session(), newer);
        count(chunk.session(), kind, fresh, spaces);
        chunk.inserted(fresh);
        chunk.replaced(newer);
    }

    private static Spaces.StoredSpace space(Map<NewVector, Spaces.StoredSpace> spaces, NewVector vector) {
        return Objects.requireNonNull(spaces.get(vector));
    }

    private static String of(Embeddings kind, String template) {
        return template.replace("$text", kind.text())
                .replace("$embeddable", kind.embeddable())
                .replace("$id", kind.id())
                .replace("$rows", kind.rows())
                .replace("$embeddings", kind.embeddings());
    }

    private CopyTable<NewVector> table(Embeddings kind, Map<NewVector, Spaces.StoredSpace> spaces) {
        boolean messages = kind.kind() == EntityKind.MESSAGE;
        TableField<?, ?> user = messages ? MESSAGE_EMBEDDINGS.USER_ID : MEMORY_EMBEDDINGS.USER_ID;
        TableField<?, ?> id = messages ? MESSAGE_EMBEDDINGS.MESSAGE_ID : MEMORY_EMBEDDINGS.MEMORY_ID;
        TableField<?, ?> spaceId = messages ? MESSAGE_EMBEDDINGS.SPACE_ID : MEMORY_EMBEDDINGS.SPACE_ID;
        return new CopyTable<>(backend, List.of(user, id, spaceId), vector -> {
            Spaces.StoredSpace space = space(spaces, vector);
            float[] numbers = VectorStatements.numbers(vector.vector().vector(), space);
            boolean half = space.precision() == VectorPrecision.HALF;
            Map<Field<?>, @Nullable Object> columns = new HashMap<>();
            columns.put(user, vector.source().user().value());
            columns.put(id, UUID.fromString(vector.source().id()));
            columns.put(spaceId, space.id());
            columns.put(SINGLE, half ? null : new PGvector(numbers));
            columns.put(HALF, half ? new HalfVector(numbers) : null);
            return columns;
        });
    }

    private void count(
            Session session, Embeddings kind, List<NewVector> fresh, Map<NewVector, Spaces.StoredSpace> spaces)
            throws SQLException {
        record InSpace(UserId user, int space) {}
        Map<InSpace, Long> counts = new HashMap<>();
        List<String> users = new ArrayList<>();
        List<Integer> spaceIds = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        for (NewVector vector : fresh) {
            UserId user = vector.source().user();
            int space = space(spaces, vector).id();
            counts.merge(new InSpace(user, space), 1L, Long::sum);
            users.add(user.value());
            spaceIds.add(space);
            ids.add(UUID.fromString(vector.source().id()));
        }
        if (fresh.isEmpty()) {
            return;
        }
        List<InSpace> counted = List.copyOf(counts.keySet());
        session.run(Sql.template(
                backend.sql(COUNT.replace("$count", kind.count())),
                Map.of(
                        "users",
                                Sql.array(
                                        "text",
                                        counted.stream()
                                                .map(in -> in.user().value())
                                                .toList()),
                        "spaces",
                                Sql.array(
                                        "int4",
                                        counted.stream().map(InSpace::space).toList()),
                        "vectors",
                                Sql.array(
                                        "int8",
                                        counted.stream().map(counts::get).toList()))));
        session.run(Sql.template(
                backend.sql(DROP_JOBS),
                Map.of(
                        "users", Sql.array("text", users),
                        "spaces", Sql.array("int4", spaceIds),
                        "ids", Sql.array("uuid", ids),
                        "kind", kind.kind().name())));
    }
}
