package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import dev.kendall.search.Unembedded;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows that have no vector in a space and that nobody queued: all of them in a new space, and those of an import. It goes over the
 * users in order of their ids, asks the counts whether something is missing, and only then looks at the user's rows, beginning where it
 * was before. What it finds it claims, by queueing it under a lease, so that several workers take different rows. Not thread-safe.
 */
final class MissingRows {
    /** So many users' counts take some tens of milliseconds. */
    private static final int USERS = 10_000;

    private static final String SCAN = """
            with scanned as materialized (
                select u.user_id, u.embeddable_messages + u.memories as n from {s}.users u
                where u.user_id > $after order by u.user_id limit $limit)
            select max(s.user_id), coalesce(array_agg(s.user_id order by s.user_id)
                filter (where s.n > coalesce(c.messages + c.memories, 0)), '{}')
            from scanned s left join {s}.embedding_counts c on c.user_id = s.user_id and c.space_id = $space""";

    private static final String CLAIM = """
            with missing as materialized (
                select m.$id as id, m.$time as at, $text as text from {s}.$rows m
                where m.user_id = $user and $embeddable and $after
                    and not exists (
                        select from {s}.$embeddings e
                        where e.user_id = m.user_id and e.$id = m.$id and e.space_id = $space)
                    and not exists (
                        select from {s}.embedding_jobs j
                        where j.user_id = m.user_id and j.space_id = $space and j.kind = $kind and j.source_id = m.$id)
                order by m.$time, m.$id limit $limit),
            claimed as (
                insert into {s}.embedding_jobs (user_id, space_id, kind, source_id, due_at, attempts)
                select $user, $space, $kind, id, $lease, 1 from missing order by at, id
                on conflict do nothing returning source_id)
            select m.id, m.at, m.text, c.source_id is not null
            from missing m left join claimed c on c.source_id = m.id order by m.at, m.id""";

    private final Access access;
    private final int space;
    private final EmbeddingWorkerOptions options;
    private final String scan;
    private final String claim;

    private final Deque<UserId> users = new ArrayDeque<>();
    private String scanned = "";
    private Embeddings kind = Embeddings.MESSAGES;
    private Keys.@Nullable Timed place;
    private boolean foundAny;
    private Instant nextSweep = Instant.MIN;

    MissingRows(Access access, int space, EmbeddingWorkerOptions options) {
        this.access = access;
        this.space = space;
        this.options = options;
        this.scan = access.sql(SCAN);
        this.claim = access.sql(CLAIM);
    }

    /** Claims up to {@code limit} rows; none when nothing is missing, or nothing was a short while ago. */
    List<EmbeddingClaim> claim(int limit) {
        List<EmbeddingClaim> claims = new ArrayList<>();
        if (access.backend().now().isBefore(nextSweep)) {
            return claims;
        }
        while (claims.size() < limit && !Thread.currentThread().isInterrupted()) {
            UserId user = users.peek();
            if (user != null) {
                claims.addAll(claim(user, limit - claims.size()));
            } else if (!scanUsers()) {
                break;
            }
        }
        return claims;
    }

    private record Users(@Nullable String last, List<String> lacking) {}

    /** The next users that lack something; false at the end of the sweep. */
    private boolean scanUsers() {
        Users found = access.read(
                "look for users with rows to embed",
                null,
                session -> session.list(
                                Sql.template(scan, Map.of("after", scanned, "limit", USERS, "space", space)),
                                row -> new Users(row.getString(1), Columns.texts(row, 2)))
                        .get(0));
        if (found.last() != null) {
            scanned = found.last();
            found.lacking().forEach(user -> users.add(UserId.of(user)));
            return true;
        }
        Instant now = access.backend().now();
        nextSweep = foundAny ? now : now.plus(options.sweepInterval());
        foundAny = false;
        scanned = "";
        return false;
    }

    private record Row(Keys.Timed place, String text, boolean claimed) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    new Keys.Timed(Columns.time(row, 2), Columns.uuid(row, 1)), row.getString(3), row.getBoolean(4));
        }
    }

    private List<EmbeddingClaim> claim(UserId user, int limit) {
        Instant lease = options.leaseFrom(access.backend().now());
        Embeddings kindOfRows = kind;
        // Behind the user's lock, so that what another worker stores at this moment is not taken for missing.
        List<Row> rows = access.write(
                "claim rows of user " + user + " to embed",
                Access.Repeat.SAFE,
                session -> session.lock(user).isEmpty()
                        ? List.of()
                        : session.list(Sql.template(claim, parameters(user, limit, lease)), Row::read));
        foundAny |= !rows.isEmpty();
        if (rows.size() == limit) {
            place = rows.get(limit - 1).place();
        } else {
            goOn();
        }
        return rows.stream()
                .filter(Row::claimed)
                .map(row -> new EmbeddingClaim(new Unembedded(source(user, kindOfRows, row), row.text()), 1, lease))
                .toList();
    }

    /** To the user's memories, or to the next user. */
    private void goOn() {
        place = null;
        if (kind == Embeddings.MEMORIES) {
            users.remove();
            kind = Embeddings.MESSAGES;
        } else {
            kind = Embeddings.MEMORIES;
        }
    }

    private static EntityRef source(UserId user, Embeddings kind, Row row) {
        return new EntityRef(user, kind.kind(), row.place().id().toString());
    }

    private Map<String, Object> parameters(UserId user, int limit, Instant lease) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user", user.value());
        parameters.put("space", space);
        parameters.put("kind", kind.kind().name());
        parameters.put("limit", limit);
        parameters.put("lease", Sql.value(lease));
        parameters.put("rows", Sql.of(kind.rows()));
        parameters.put("embeddings", Sql.of(kind.embeddings()));
        parameters.put("id", Sql.of(kind.id()));
        parameters.put("time", Sql.of(kind.time()));
        parameters.put("text", Sql.of(kind.text()));
        parameters.put("embeddable", Sql.of(kind.embeddable()));
        parameters.put("after", after());
        return parameters;
    }

    private Sql after() {
        return place == null
                ? Sql.of("true")
                : Sql.of("(m." + kind.time() + ", m." + kind.id() + ") > (")
                        .bind(place.time())
                        .add(", ")
                        .bind(place.id())
                        .add(")");
    }
}
