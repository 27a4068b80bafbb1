package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Drops the vectors of rows that say something else now, or are about to go, and what waits for such vectors; their users are locked before. */
final class StaleVectors {
    private static final String VECTORS = """
            with gone as (
                delete from {s}.$embeddings e using unnest($users, $ids) as k (user_id, source_id)
                where e.user_id = k.user_id and e.$id = k.source_id returning e.user_id, e.space_id)
            update {s}.embedding_counts c set $count = c.$count - g.n
            from (select user_id, space_id, count(*) as n from gone group by user_id, space_id) g
            where c.user_id = g.user_id and c.space_id = g.space_id""";

    /** One that was given up was so for the former text. */
    private static final String JOBS = """
            delete from {s}.embedding_jobs j using unnest($users, $ids) as k (user_id, source_id)
            where j.user_id = k.user_id and j.kind = $kind and j.source_id = k.source_id""";

    private final Embeddings kind;
    private final String vectors;
    private final String jobs;

    StaleVectors(Backend backend, Embeddings kind) {
        this.kind = kind;
        this.vectors = backend.sql(VECTORS);
        this.jobs = backend.sql(JOBS);
    }

    /** Drops them for rows of the kind. */
    void drop(Session session, Collection<EntityRef> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        List<String> users = rows.stream().map(row -> row.user().value()).toList();
        List<UUID> ids = rows.stream().map(row -> UUID.fromString(row.id())).toList();
        Map<String, Object> parameters = Map.of(
                "users", Sql.array("text", users),
                "ids", Sql.array("uuid", ids),
                "embeddings", Sql.of(kind.embeddings()),
                "id", Sql.of(kind.id()),
                "count", Sql.of(kind.count()),
                "kind", kind.kind().name());
        session.run(Sql.template(vectors, parameters));
        session.run(Sql.template(jobs, parameters));
    }
}
