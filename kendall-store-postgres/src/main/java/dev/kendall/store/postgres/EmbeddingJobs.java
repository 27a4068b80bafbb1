package dev.kendall.store.postgres;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.Unembedded;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queue of rows to embed in one space. A claim is one short statement: it moves the due time to the end of the lease and counts the
 * attempt, so that a worker that never comes back has lost nothing but an attempt. Rows that another worker is just claiming are skipped,
 * not waited for. A row that was given up is due at infinity, so that no search for due rows meets it.
 *
 * <p>Who settles a claim names its lease and attempt: when the lease ran out and another worker has the row, or the text changed and the
 * row was queued anew, nothing happens.
 */
final class EmbeddingJobs {
    private static final String LISTING = "dead letters";

    private static final String CLAIM = """
            with due as materialized (
                select j.user_id, j.kind, j.source_id from {s}.embedding_jobs j
                where j.space_id = $space and j.due_at <= $now order by j.due_at limit $limit for update skip locked),
            claimed as (
                update {s}.embedding_jobs j set attempts = least(j.attempts + 1, $most),
                    due_at = case when j.attempts < $most then $lease::timestamptz else 'infinity' end,
                    last_error = case when j.attempts < $most then j.last_error else coalesce(j.last_error, $lost) end
                from due d
                where j.user_id = d.user_id and j.space_id = $space and j.kind = d.kind and j.source_id = d.source_id
                returning j.user_id, j.kind, j.source_id, j.attempts, j.due_at = 'infinity' as dead)
            select c.user_id, c.kind, c.source_id, c.attempts, c.dead, case c.kind
                when 'MESSAGE' then (
                    select $messageText from {s}.chat_messages m
                    where m.user_id = c.user_id and m.message_id = c.source_id and $messageEmbeddable)
                else (
                    select $memoryText from {s}.user_memories m
                    where m.user_id = c.user_id and m.memory_id = c.source_id) end
            from claimed c order by c.user_id, c.kind desc, c.source_id""";

    private static final String GIVEN = """
            unnest($users, $kinds, $ids, $attempts, $leases, $dues, $errors)
                as g (user_id, kind, source_id, attempts, lease, due_at, error)
            where j.user_id = g.user_id and j.space_id = $space and j.kind = g.kind and j.source_id = g.source_id
                and j.attempts = g.attempts and j.due_at = g.lease::timestamptz""";

    private static final String RELEASE =
            "update {s}.embedding_jobs j set due_at = $now, attempts = j.attempts - 1 from " + GIVEN;

    private static final String POSTPONE =
            "update {s}.embedding_jobs j set due_at = g.due_at::timestamptz, last_error = g.error from " + GIVEN;

    private static final String FORGET = """
            delete from {s}.embedding_jobs j using unnest($users, $kinds, $ids) as g (user_id, kind, source_id)
            where j.user_id = g.user_id and j.space_id = $space and j.kind = g.kind and j.source_id = g.source_id
                and not exists (
                    select from {s}.chat_messages m where m.user_id = j.user_id and m.message_id = j.source_id and m.embeddable)
                and not exists (
                    select from {s}.user_memories m where m.user_id = j.user_id and m.memory_id = j.source_id)""";

    private final Access access;
    private final int space;
    private final String claim;
    private final String release;
    private final String postpone;
    private final String forget;

    EmbeddingJobs(Access access, int space) {
        this.access = access;
        this.space = space;
        this.claim = access.sql(CLAIM);
        this.release = access.sql(RELEASE);
        this.postpone = access.sql(POSTPONE);
        this.forget = access.sql(FORGET);
    }

    /**
     * What was due.
     *
     * @param dead how many rows were given up, because no worker came back from their last attempt
     */
    record Claimed(List<EmbeddingClaim> claims, int dead) {}

    private record Job(
            EntityRef source,
            int attempts,
            boolean dead,
            @Nullable String text) {
        static Job read(ResultSet row) throws SQLException {
            return new Job(EmbeddingJobs.source(row), row.getInt(4), row.getBoolean(5), row.getString(6));
        }
    }

    private static EntityRef source(ResultSet row) throws SQLException {
        return new EntityRef(
                UserId.of(row.getString(1)),
                EntityKind.valueOf(row.getString(2)),
                Columns.uuid(row, 3).toString());
    }

    /** Claims up to {@code limit} rows that are due, longest due first; jobs whose row is gone are dropped. */
    Claimed claim(int limit, EmbeddingWorkerOptions options) {
        Instant now = access.backend().now();
        Instant lease = options.leaseFrom(now);
        List<Job> jobs = access.writeOne("claim rows to embed", session -> {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("space", space);
            parameters.put("now", Sql.value(now));
            parameters.put("limit", limit);
            parameters.put("most", options.attempts());
            parameters.put("lease", Sql.value(lease));
            parameters.put("lost", "no worker came back from its last attempt");
            parameters.put("messageText", Sql.of(Embeddings.MESSAGES.text()));
            parameters.put("messageEmbeddable", Sql.of(Embeddings.MESSAGES.embeddable()));
            parameters.put("memoryText", Sql.of(Embeddings.MEMORIES.text()));
            return session.list(Sql.template(claim, parameters), Job::read);
        });
        List<EmbeddingClaim> claims = new ArrayList<>();
        List<EntityRef> gone = new ArrayList<>();
        int dead = 0;
        for (Job job : jobs) {
            if (job.text() == null) {
                gone.add(job.source());
            } else if (job.dead()) {
                dead++;
            } else {
                claims.add(new EmbeddingClaim(new Unembedded(job.source(), job.text()), job.attempts(), lease));
            }
        }
        if (!gone.isEmpty()) {
            access.writeOne(
                    "drop jobs of rows that are gone",
                    session -> session.run(Sql.template(forget, sources(gone, Function.identity()))));
        }
        return new Claimed(claims, dead);
    }

    /** Gives back what was not embedded and is not to blame for it: due now, and the attempt does not count. */
    void release(List<EmbeddingClaim> claims) {
        if (!claims.isEmpty()) {
            Instant now = access.backend().now();
            access.writeOne("give back rows to embed", session -> {
                Map<String, Object> parameters = settled(claims.stream()
                        .map(claim -> new Settled(claim, now.toString(), ""))
                        .toList());
                parameters.put("now", Sql.value(now));
                return session.run(Sql.template(release, parameters));
            });
        }
    }

    /** Writes down when refused rows are due again, and why they were refused. */
    void postpone(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            List<Settled> rows = refusals.stream()
                    .map(r -> new Settled(
                            r.claim(), r.due() == null ? "infinity" : r.due().toString(), r.reason()))
                    .toList();
            access.writeOne("postpone rows to embed", session -> session.run(Sql.template(postpone, settled(rows))));
        }
    }

    /**
     * A claim that the model refused.
     *
     * @param due when it is tried again, or null when it is given up
     */
    record Refusal(EmbeddingClaim claim, @Nullable Instant due, String reason) {}

    private record Settled(EmbeddingClaim claim, String due, String error) {}

    private Map<String, Object> settled(List<Settled> rows) {
        Map<String, Object> parameters = sources(rows, row -> row.claim().source());
        parameters.put(
                "attempts",
                Sql.array(
                        "integer",
                        rows.stream().map(row -> row.claim().attempts()).toList()));
        parameters.put("leases", texts(rows, row -> row.claim().lease().toString()));
        parameters.put("dues", texts(rows, Settled::due));
        parameters.put("errors", texts(rows, Settled::error));
        return parameters;
    }

    private <T> Map<String, Object> sources(List<T> rows, Function<T, EntityRef> source) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("space", space);
        parameters.put("users", texts(rows, row -> source.apply(row).user().value()));
        parameters.put("kinds", texts(rows, row -> source.apply(row).kind().name()));
        parameters.put(
                "ids",
                Sql.array(
                        "uuid",
                        rows.stream()
                                .map(row -> UUID.fromString(source.apply(row).id()))
                                .toList()));
        return parameters;
    }

    private static <T> Sql texts(List<T> rows, Function<T, String> text) {
        return Sql.array("text", rows.stream().map(text).toList());
    }

    /** How many rows are queued and not given up, counted up to {@code max}. */
    long countWaiting(int max) {
        return access.read(
                "count the rows to embed",
                null,
                session -> session.number(
                        Sql.of(access.sql("select count(*) from (select from {s}.embedding_jobs where space_id = "))
                                .bind(space)
                                .add(" and due_at < 'infinity' limit ")
                                .bind(max)
                                .add(") j")));
    }

    long countDead() {
        return access.read(
                "count the rows that were given up",
                null,
                session -> session.number(Sql.of(access.sql("select count(*)")).add(dead())));
    }

    /** All rows that were given up are due now, as if never tried; how many. */
    int retryDead() {
        return access.writeOne(
                "try again what was given up",
                session -> session.run(Sql.of(access.sql("update {s}.embedding_jobs set due_at = "))
                        .bind(session.now())
                        .add(", attempts = 0 where space_id = ")
                        .bind(space)
                        .add(" and due_at = 'infinity'")));
    }

    Page<EmbeddingWorker.DeadLetter> listDead(PageRequest request) {
        EntityRef after = Keys.read(
                request.after(),
                LISTING,
                3,
                key -> new EntityRef(UserId.of(key.get(0)), EntityKind.valueOf(key.get(1)), key.get(2)));
        Sql query =
                Sql.of("select user_id, kind, source_id, attempts, last_error").add(dead());
        if (after != null) {
            query.add(" and (user_id, kind, source_id) > (")
                    .bind(after.user().value())
                    .add(", ")
                    .bind(after.kind().name())
                    .add(", ")
                    .bind(UUID.fromString(after.id()))
                    .add(")");
        }
        query.add(" order by user_id, kind, source_id limit ").bind(request.limit() + 1);
        List<EmbeddingWorker.DeadLetter> rows = access.read(
                "list the rows that were given up",
                null,
                session -> session.list(
                        query,
                        row -> new EmbeddingWorker.DeadLetter(
                                source(row), row.getInt(4), Objects.requireNonNullElse(row.getString(5), ""))));
        return Page.of(rows, request.limit(), letter -> {
            EntityRef source = letter.source();
            return Cursor.of(LISTING, source.user().value(), source.kind().name(), source.id());
        });
    }

    private Sql dead() {
        return Sql.of(access.sql(" from {s}.embedding_jobs where space_id = "))
                .bind(space)
                .add(" and due_at = 'infinity'");
    }
}
