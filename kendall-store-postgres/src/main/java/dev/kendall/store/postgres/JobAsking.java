package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import dev.kendall.job.Idempotency;
import dev.kendall.job.JobId;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a job in one statement, which fails for no race: whoever asks for the same at once waits for the other, and is answered by the other's job.
 */
final class JobAsking {
    private static final String USER = """
            known as (
                insert into {s}.users (user_id, created, updated) values ($user, $now, $now) on conflict (user_id) do nothing)""";

    private static final String INSERT = """
            insert into {s}.jobs as j (job_id, user_id, handler, key, payload, tags, priority, concurrency_key, idempotency_key,
                idempotent_until, status, enqueued_at, due_at, latest_at, ready_at, expires_at)
            select $id, $user::text, $handler, $key::text, $payload, $tags, $priority::interval, $concurrency::text, $asked::text,
                $idempotent::timestamptz, 'WAITING', $now, $due::timestamptz, $latest::timestamptz,
                $due::timestamptz - $priority::interval, $due::timestamptz + $ttl::interval""";

    /** Asked for again after a lost answer. */
    private static final String OR_NOT = "on conflict (job_id) do nothing";

    private static final String RETURNING = " returning j.job_id, j.due_at, xmax = 0";

    /** Rows that are no longer waiting are not in the index, so that none of them is in the way. */
    private static final String OR_JOIN = """
            on conflict (user_id, handler, key) where status = 'WAITING' and key is not null do update set
                payload = excluded.payload, tags = excluded.tags, priority = excluded.priority,
                concurrency_key = excluded.concurrency_key, latest_at = least(j.latest_at, excluded.latest_at),
                due_at = $merged, ready_at = $merged - excluded.priority, expires_at = $merged + $ttl::interval""";

    private static final String EARLIER = "least(j.due_at, excluded.due_at)";

    private static final String PUT_OFF = "least(excluded.due_at, j.latest_at, excluded.latest_at)";

    private static final String ONCE = """
            freed as (
                update {s}.jobs j set idempotency_key = null, idempotent_until = null
                where $same and j.idempotent_until <= $now returning 1),
            inserted as (
                $insert where (select count(*) from freed) >= 0
                on conflict (user_id, handler, idempotency_key) where idempotency_key is not null do nothing
                returning j.job_id, j.due_at)
            select i.job_id, i.due_at, true from inserted i
            union all
            select j.job_id, j.due_at, false from {s}.jobs j
            where $same and j.idempotent_until > $now and not exists (select from inserted)""";

    private static final String ANSWERING =
            "select j.job_id, j.due_at, false from {s}.jobs j where $same and j.idempotent_until > $now";

    private final Access access;

    JobAsking(Access access) {
        this.access = access;
    }

    JobReceipt ask(JobRequest request) {
        Instant now = access.backend().now();
        JobId id = new JobId(access.backend().ids().next());
        Map<String, Object> parameters = parameters(id, request, now);
        String doing =
                "ask for a job of " + request.handler() + (request.user() == null ? "" : " for user " + request.user());
        JobReceipt receipt = access.writeOne(doing, session -> {
            Sql statement = Sql.template(access.sql(statement(request)), parameters);
            Optional<JobReceipt> answer = session.find(statement, JobAsking::receipt);
            if (answer.isEmpty() && request.idempotency() != null) {
                // Somebody else asked for it while the statement ran, which does not see it.
                answer = session.find(Sql.template(access.sql(ANSWERING), parameters), JobAsking::receipt);
            }
            return answer.orElseGet(() -> new JobReceipt(id, true, request.dueFrom(now)));
        });
        if (!receipt.dueAt().isAfter(now)) {
            access.jobIsDue();
        }
        return receipt;
    }

    /** Asks for the job of a turn, as a part of the turn's statement: once for the row of {@code owner}, which is there when the turn is stored. */
    Sql withTurn(JobRequest request, Instant now) {
        JobId id = new JobId(access.backend().ids().next());
        String part = ",\nasked as (" + INSERT + " from owner\n" + joining(request) + ")";
        return Sql.template(access.sql(part), parameters(id, request, now));
    }

    private static JobReceipt receipt(ResultSet row) throws SQLException {
        return new JobReceipt(new JobId(Columns.uuid(row, 1)), row.getBoolean(3), Columns.time(row, 2));
    }

    private static String statement(JobRequest request) {
        String known = request.user() == null ? "" : "with " + USER;
        if (request.idempotency() != null) {
            return (known.isEmpty() ? "with " : known + ", ") + ONCE.replace("$insert", INSERT);
        }
        return known + "\n" + INSERT + "\n" + joining(request) + RETURNING;
    }

    private static String joining(JobRequest request) {
        return request.key() == null
                ? OR_NOT
                : OR_JOIN.replace("$merged", request.debounce() == null ? EARLIER : PUT_OFF);
    }

    private Map<String, Object> parameters(JobId id, JobRequest request, Instant now) {
        Idempotency idempotency = request.idempotency();
        Duration ttl = request.ttl();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", id.value());
        parameters.put(
                "user", text(request.user() == null ? null : request.user().value()));
        parameters.put("handler", request.handler());
        parameters.put("key", text(request.key()));
        parameters.put("payload", request.payload());
        parameters.put("tags", Sql.array("text", request.tags()));
        parameters.put("priority", interval(request.priority()));
        parameters.put("concurrency", text(request.effectiveConcurrencyKey()));
        parameters.put("asked", text(idempotency == null ? null : idempotency.key()));
        parameters.put(
                "idempotent",
                idempotency == null ? text(null) : Sql.value(Checks.time("until", now.plus(idempotency.ttl()))));
        parameters.put("now", Sql.value(now));
        parameters.put("due", Sql.value(request.dueFrom(now)));
        parameters.put("latest", Sql.value(request.latestFrom(now)));
        parameters.put("ttl", ttl == null ? text(null) : interval(ttl));
        parameters.put("same", idempotency == null ? Sql.of("") : same(request, idempotency));
        return parameters;
    }

    private static Sql same(JobRequest request, Idempotency idempotency) {
        Sql same = request.user() == null
                ? Sql.of("j.user_id is null")
                : Sql.of("j.user_id = ").bind(request.user().value());
        return same.add(" and j.handler = ")
                .bind(request.handler())
                .add(" and j.idempotency_key = ")
                .bind(idempotency.key());
    }

    private static Sql text(@Nullable String value) {
        return Sql.of("").bindNullable(value);
    }

    private static Sql interval(Duration duration) {
        return Sql.of("(")
                .bind(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(duration)))
                .add(" * interval '1 microsecond')");
    }
}
