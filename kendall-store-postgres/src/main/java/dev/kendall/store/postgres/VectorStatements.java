package dev.kendall.store.postgres;

import dev.kendall.entity.EntityKind;
import dev.kendall.search.NewVector;
import dev.kendall.search.Vector;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores vectors. They travel as arrays of {@code real}, which the driver sends in binary through any pool, without registering a type on each
 * connection; the server makes a vector of them once.
 */
final class VectorStatements {
    /** PostgreSQL takes 65,535 parameters. */
    private static final int CHUNK = 1_000;

    private static final String WITH_MESSAGES = """
            ,
            vectors as (
                insert into {s}.message_embeddings (user_id, message_id, space_id, embedding, half_embedding)
                select t.user_id, v.id, v.space_id, v.embedding, v.half_embedding
                from thread t, (values $values) as v (n, id, space_id, text, embedding, half_embedding)
                returning space_id),
            counted as (
                insert into {s}.embedding_counts as c (user_id, space_id, messages)
                select $user, space_id, count(*) from vectors group by space_id
                on conflict (user_id, space_id) do update set messages = c.messages + excluded.messages)""";

    private static final String PUT = """
            with given as materialized (
                select * from (values $values) as v (n, id, space_id, text, embedding, half_embedding)),
            fitting as materialized (
                select g.* from given g join {s}.$rows m on m.user_id = $user and m.$id = g.id and $text = g.text
                where $embeddable),
            stored as (
                insert into {s}.$embeddings (user_id, $id, space_id, embedding, half_embedding)
                select $user, id, space_id, embedding, half_embedding from fitting
                on conflict (user_id, $id, space_id) do update set embedding = excluded.embedding,
                    half_embedding = excluded.half_embedding
                returning space_id, xmax = 0 as fresh),
            counted as (
                insert into {s}.embedding_counts as c (user_id, space_id, $count)
                select $user, space_id, count(*) filter (where fresh) from stored group by space_id
                on conflict (user_id, space_id) do update set $count = c.$count + excluded.$count),
            jobs as (
                delete from {s}.embedding_jobs j using fitting f
                where j.user_id = $user and j.space_id = f.space_id and j.kind = $kind and j.source_id = f.id)
            select n from fitting""";

    private final Backend backend;
    private final String withMessages;
    private final String put;
    private final String value;

    VectorStatements(Backend backend) {
        this.backend = backend;
        this.withMessages = backend.sql(WITH_MESSAGES);
        this.put = backend.sql(PUT);
        this.value =
                backend.sql("($n, $id, $space, $text::text, $single::real[]::{v}.vector, $half::real[]::{v}.halfvec)");
    }

    static void checkOwner(UserId user, NewVector vector) {
        if (!vector.source().user().equals(user)) {
            throw new IllegalArgumentException("a vector's source belongs to another user than " + user);
        }
    }

    /** What adds the vectors of messages to the statement that appends them. */
    Sql withMessages(Session session, UserId user, List<NewVector> vectors) {
        return Sql.template(withMessages, Map.of("values", values(session, vectors), "user", user.value()));
    }

    /** Stores vectors of a user who is locked; how many fitted. */
    int put(Session session, UserId user, List<NewVector> vectors) throws SQLException {
        int stored = 0;
        for (EntityKind kind : List.of(EntityKind.MESSAGE, EntityKind.MEMORY)) {
            List<NewVector> ofKind =
                    vectors.stream().filter(v -> v.source().kind() == kind).toList();
            for (int from = 0; from < ofKind.size(); from += CHUNK) {
                stored += putChunk(
                        session,
                        user,
                        Embeddings.of(kind),
                        ofKind.subList(from, Math.min(from + CHUNK, ofKind.size())));
            }
        }
        return stored;
    }

    /** What makes two vectors the same; the later one of them counts. */
    private record Key(Object source, Object space, String text) {
        static Key of(NewVector vector) {
            return new Key(vector.source(), vector.vector().space(), vector.text());
        }
    }

    private int putChunk(Session session, UserId user, Embeddings kind, List<NewVector> vectors) throws SQLException {
        Map<Key, NewVector> latest = new LinkedHashMap<>();
        Map<Key, Integer> times = new LinkedHashMap<>();
        vectors.forEach(vector -> {
            latest.put(Key.of(vector), vector);
            times.merge(Key.of(vector), 1, Integer::sum);
        });
        List<NewVector> given = List.copyOf(latest.values());
        Sql sql = Sql.template(
                put,
                Map.of(
                        "values", values(session, given),
                        "user", user.value(),
                        "rows", Sql.of(kind.rows()),
                        "embeddings", Sql.of(kind.embeddings()),
                        "id", Sql.of(kind.id()),
                        "count", Sql.of(kind.count()),
                        "text", Sql.of(kind.text()),
                        "embeddable", Sql.of(kind.embeddable()),
                        "kind", kind.kind().name()));
        return session.list(sql, row -> times.getOrDefault(Key.of(given.get(row.getInt(1))), 1)).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private Sql values(Session session, List<NewVector> vectors) {
        Sql values = new Sql();
        for (int i = 0; i < vectors.size(); i++) {
            NewVector vector = vectors.get(i);
            Spaces.StoredSpace space =
                    backend.spaces().get(session, vector.vector().space());
            boolean half = space.precision() == VectorPrecision.HALF;
            float[] numbers = numbers(vector.vector().vector(), space);
            values.add(i == 0 ? "" : ", ")
                    .add(Sql.template(
                            value,
                            Map.of(
                                    "n",
                                    i,
                                    "id",
                                    UUID.fromString(vector.source().id()),
                                    "space",
                                    space.id(),
                                    "text",
                                    vector.text(),
                                    "single",
                                    half ? Sql.of("null") : new Sql().bind(numbers),
                                    "half",
                                    half ? new Sql().bind(numbers) : Sql.of("null"))));
        }
        return values;
    }

    /** The numbers as they are stored, and as they are searched by. */
    static float[] numbers(Vector vector, Spaces.StoredSpace space) {
        float[] numbers = vector.toArray();
        if (space.precision() == VectorPrecision.HALF) {
            double sum = 0;
            for (float number : numbers) {
                sum += (double) number * number;
            }
            double length = Math.sqrt(sum);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (numbers[i] / length);
            }
        }
        return numbers;
    }
}
