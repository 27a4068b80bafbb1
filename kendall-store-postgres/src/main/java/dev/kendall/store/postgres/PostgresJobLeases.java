package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.LeaseState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leases in tables. A claim is one statement: rows that others are just taking are skipped, not waited for. Of jobs with one concurrency key, the one
 * that gets their slot is taken; who is too late for a slot is told by the slot's key, also while the other's statement is not committed, and goes
 * without. A slot whose job is not heard of passes to another job, unless a transaction holds it; the one that had it is lost then.
 */
final class PostgresJobLeases implements JobLeases {
    /** More rounds than there are jobs in the way of others are not needed, and not worth it. */
    private static final int ROUNDS = 20;

    private static final String CLAIM = """
            with lost as materialized (
                select $candidate from {s}.jobs j
                where j.handler = any($handlers) and j.status = 'RUNNING' and j.ready_at <= $now$only and $free
                order by j.due_at - j.priority, j.job_id limit $limit for update of j skip locked),
            ready as materialized (
                select d.* from unnest($handlers) h (handler) cross join lateral (
                    select $candidate from {s}.jobs j
                    where j.handler = h.handler and j.status in ('WAITING', 'RETRYING') and $due and $free
                    order by j.ready_at, j.job_id limit $limit for update of j skip locked) d),
            due as materialized (
                select d.* from (select * from lost union all select * from ready) d
                order by d.lost desc, d.place, d.job_id limit $limit),
            passed as materialized (
                select s.owner, s.concurrency_key
                from due d join {s}.job_slots s on s.owner = d.owner and s.concurrency_key = d.concurrency_key
                where s.job_id = d.job_id or s.until <= $now for no key update of s skip locked),
            slots as (
                insert into {s}.job_slots as s (owner, concurrency_key, job_id, until)
                select distinct on (d.owner, d.concurrency_key) d.owner, d.concurrency_key, d.job_id, $until
                from due d where d.concurrency_key is not null and not d.over
                    and ((d.owner, d.concurrency_key) in (select p.owner, p.concurrency_key from passed p)
                        or not exists (
                            select from {s}.job_slots h where h.owner = d.owner and h.concurrency_key = d.concurrency_key))
                order by d.owner, d.concurrency_key, d.lost desc, d.place, d.job_id
                on conflict (owner, concurrency_key) do update set job_id = excluded.job_id, until = excluded.until
                    where s.job_id = excluded.job_id or s.until <= $now
                returning s.job_id),
            ended as (
                update {s}.jobs j set status = case when j.cancelled then 'CANCELLED' else 'EXPIRED' end, ready_at = null,
                    finished_at = $now, runs = case when j.token is null then j.runs else $lost end, cancelled = false,
                    token = null, worker = null, started_at = null
                from due d where j.job_id = d.job_id and d.over),
            freed as (
                delete from {s}.job_slots s using due d, passed p
                where d.over and s.job_id = d.job_id and s.owner = p.owner and s.concurrency_key = p.concurrency_key
                    and not exists (
                        select from due o where o.owner = s.owner and o.concurrency_key = s.concurrency_key and not o.over)),
            claimed as (
                update {s}.jobs j set status = 'RUNNING', attempts = j.attempts + 1, ready_at = $until,
                    runs = case when j.token is null then j.runs else $lost end,
                    token = $token, worker = $worker, started_at = $now
                from due d
                where j.job_id = d.job_id and not d.over
                    and (d.concurrency_key is null or j.job_id in (select s.job_id from slots s))
                returning d.lost, d.place, $columns)
            select (select count(*) from due), c.* from (select) one left join claimed c on true
            order by c.lost desc, c.place, c.job_id""";

    /** What a claim looks at of a job. */
    private static final String CANDIDATE = """
            j.job_id, coalesce(j.user_id, '') as owner, j.concurrency_key, j.due_at - j.priority as place, j.status = 'RUNNING' as lost,
            $over as over""";

    /** Whether it ends instead of being taken, and so waits for no concurrency key. */
    private static final String OVER = "(j.cancelled or (j.status = 'WAITING' and j.expires_at <= $now) is true)";

    /** Whether nobody has a job of the same concurrency key. */
    private static final String FREE = """
            (j.concurrency_key is null or not exists (
                select from {s}.job_slots s
                where s.owner = coalesce(j.user_id, '') and s.concurrency_key = j.concurrency_key
                    and s.job_id <> j.job_id and s.until > $now))""";

    /** Of which jobs a claim takes: those that are due. */
    private static final String DUE = "j.ready_at <= $now and j.due_at <= $now";

    /** Of which jobs a claim takes: this one. */
    private static final String ONLY = "j.job_id = $job";

    private static final String RUNNING =
            "select count(*) from {s}.jobs j where j.handler = any($handlers) and j.status = 'RUNNING' and j.ready_at > $now";

    /** Whether the job has its concurrency key's slot, so far as it has a key: who lost that has lost the job. */
    private static final String OWN_SLOT = """
            (j.concurrency_key is null or exists (select from {s}.job_slots s where s.job_id = j.job_id))""";

    /** What a transaction has locked is as it is: held. */
    private static final String EXTEND = """
            with mine as materialized (
                select j.job_id, j.token, j.cancelled, j.concurrency_key is not null as keyed
                from unnest($ids, $tokens) g (job_id, token)
                join {s}.jobs j on j.job_id = g.job_id and j.token = g.token
                where $slot),
            free as materialized (
                select j.job_id, m.keyed from {s}.jobs j join mine m on j.job_id = m.job_id and j.token = m.token
                order by j.job_id for update of j skip locked),
            slots as (
                update {s}.job_slots s set until = $until from free f where s.job_id = f.job_id returning s.job_id),
            kept as (
                update {s}.jobs j set ready_at = $until from free f
                where j.job_id = f.job_id and (not f.keyed or f.job_id in (select s.job_id from slots s)) returning j.job_id)
            select m.job_id, m.cancelled from mine m
            where m.job_id in (select k.job_id from kept k) or m.job_id not in (select f.job_id from free f)""";

    private static final String CONFIRM =
            "select j.cancelled from {s}.jobs j where j.job_id = $id and j.token = $token for no key update";

    /** With the slot, so that no other job gets it meanwhile. */
    private static final String CONFIRM_KEYED = """
            select j.cancelled from {s}.jobs j join {s}.job_slots s on s.job_id = j.job_id
            where j.job_id = $id and j.token = $token for no key update""";

    private static final String DONE = """
            update {s}.jobs j set status = 'SUCCEEDED', ready_at = null, finished_at = $now, output = $output::text, cancelled = false,
                runs = $run, token = null, worker = null, started_at = null
            where j.job_id = $id and j.token = $token and $slot""";

    /** What was called off is not tried again. */
    private static final String FAILED = """
            update {s}.jobs j set
                status = case when j.cancelled then 'CANCELLED' else $status end,
                finished_at = case when j.cancelled or $due::timestamptz is null then $now end,
                due_at = case when j.cancelled then j.due_at else coalesce($due::timestamptz, j.due_at) end,
                ready_at = case when not j.cancelled then $due::timestamptz - j.priority end,
                attempts = case when j.cancelled then j.attempts else j.attempts - $back end,
                runs = case when j.cancelled or $back = 0 then $run else j.runs end,
                cancelled = false, token = null, worker = null, started_at = null
            where j.job_id = $id and j.token = $token and $slot""";

    private static final String FREEING = """
            with ended as ($update returning j.job_id),
            freed as (delete from {s}.job_slots s using ended e where s.job_id = e.job_id)
            select count(*) from ended""";

    private final Access access;

    PostgresJobLeases(Access access) {
        this.access = access;
    }

    private Instant now() {
        return access.backend().now();
    }

    /** One round: what was taken, and how many rows were looked at for it. */
    private record Round(List<JobLease> taken, int seen) {}

    /** Makes the rounds of one claim. */
    private final class Claiming {
        private final JobClaim claim;
        private final UUID token = access.backend().ids().next();
        private final Instant now = now();
        private final Instant until;
        private final Map<String, Object> parameters = new HashMap<>();
        private final List<JobLease> taken = new ArrayList<>();

        Claiming(JobClaim claim) {
            this.claim = claim;
            this.until = Checks.time("the end of the lease", now.plus(claim.lease()));
            parameters.put("handlers", Sql.array("text", List.copyOf(claim.handlers())));
            parameters.put("now", Sql.value(now));
            parameters.put("until", Sql.value(until));
            parameters.put("token", token);
            parameters.put("worker", claim.worker());
            parameters.put("lost", Sql.of(JobRow.runsWith("'LOST'", "j.ready_at", "null")));
            parameters.put("columns", Sql.of(JobRow.columns("j")));
            if (claim.only() != null) {
                parameters.put("job", claim.only().value());
            }
        }

        private String template() {
            boolean one = claim.only() != null;
            return CLAIM.replace("$candidate", CANDIDATE.replace("$over", OVER))
                    .replace("$free", "(" + FREE + " or " + OVER + ")")
                    .replace("$only", one ? " and " + ONLY : "")
                    .replace("$due", one ? ONLY : DUE);
        }

        List<JobLease> unlimited() {
            boolean more = true;
            for (int round = 0; round < ROUNDS && more; round++) {
                int room = claim.limit() - taken.size();
                more = isMore(access.writeOne("take jobs", session -> round(session, room)), room);
            }
            return taken;
        }

        /** After one worker the other, so that each counts what the others have taken. */
        List<JobLease> limited(Session session) throws SQLException {
            taken.clear();
            Sql lock = Sql.of("select pg_advisory_xact_lock(hashtext(")
                    .bind(access.sql("{s}.jobs"))
                    .add("))");
            session.list(lock, row -> true);
            long running = session.number(Sql.template(access.sql(RUNNING), parameters));
            int limit = (int) Math.min(claim.limit(), claim.mostRunning() - running);
            boolean more = limit > 0;
            for (int round = 0; round < ROUNDS && more; round++) {
                int room = limit - taken.size();
                more = isMore(round(session, room), room);
            }
            return taken;
        }

        /** What was looked at may have ended, or found no slot: then there may be more behind it. */
        private boolean isMore(Round round, int room) {
            taken.addAll(round.taken());
            return round.seen() == room && round.taken().size() < room;
        }

        private Round round(Session session, int room) throws SQLException {
            Map<String, Object> limited = new HashMap<>(parameters);
            limited.put("limit", room);
            int[] seen = new int[1];
            List<JobLease> leases = new ArrayList<>();
            session.list(Sql.template(access.sql(template()), limited), row -> {
                seen[0] = row.getInt(1);
                return Columns.uuidOrNull(row, 4) != null
                        && leases.add(new JobLease(JobRow.read(row, 3), token, until));
            });
            return new Round(leases, seen[0]);
        }
    }

    @Override
    public List<JobLease> claim(JobClaim claim) {
        Claiming claiming = new Claiming(claim);
        return claim.mostRunning() == Integer.MAX_VALUE
                ? claiming.unlimited()
                : access.write("take jobs", Access.Repeat.SAFE, claiming::limited);
    }

    @Override
    public Map<JobId, LeaseState> extend(List<JobLease> leases, Duration lease) {
        Map<JobId, LeaseState> states = new HashMap<>();
        leases.forEach(each -> states.put(each.id(), LeaseState.LOST));
        if (leases.isEmpty()) {
            return states;
        }
        Map<String, Object> parameters = Map.of(
                "ids",
                Sql.array("uuid", leases.stream().map(each -> each.id().value()).toList()),
                "tokens",
                Sql.array("uuid", leases.stream().map(JobLease::token).toList()),
                "until",
                Sql.value(Checks.time("the end of the lease", now().plus(lease))));
        access.writeOne(
                "keep " + leases.size() + " jobs",
                session ->
                        session.list(Sql.template(access.sql(EXTEND.replace("$slot", OWN_SLOT)), parameters), row -> {
                            states.put(new JobId(Columns.uuid(row, 1)), state(row.getBoolean(2)));
                            return true;
                        }));
        return states;
    }

    private static LeaseState state(boolean cancelled) {
        return cancelled ? LeaseState.CANCELLED : LeaseState.HELD;
    }

    @Override
    public LeaseState confirm(JobLease lease) {
        String template = lease.job().concurrencyKey() == null ? CONFIRM : CONFIRM_KEYED;
        Sql query = Sql.template(access.sql(template), Map.of("id", lease.id().value(), "token", lease.token()));
        return access.write(
                "confirm the lease of job " + lease.id(),
                Access.Repeat.SAFE,
                session -> session.find(query, row -> state(row.getBoolean(1))).orElse(LeaseState.LOST));
    }

    @Override
    public boolean finish(JobLease lease, JobOutcome outcome) {
        Objects.requireNonNull(outcome, "outcome");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", lease.id().value());
        parameters.put("token", lease.token());
        Instant now = now();
        parameters.put("now", Sql.value(now));
        boolean keyed = lease.job().concurrencyKey() != null;
        String template = template(outcome, parameters, now).replace("$slot", keyed ? OWN_SLOT : "true");
        Sql update = Sql.template(access.sql(template), parameters);
        Sql statement = !keyed
                ? Sql.of("with ended as (").add(update).add(" returning 1) select count(*) from ended")
                : Sql.template(access.sql(FREEING), Map.of("update", update));
        return access.writeOne("end job " + lease.id(), session -> session.number(statement) > 0);
    }

    private static String template(JobOutcome outcome, Map<String, Object> parameters, Instant now) {
        if (outcome instanceof JobOutcome.Succeeded done) {
            parameters.put("output", nullable(done.output()));
            parameters.put("run", run("SUCCEEDED", now, null));
            return DONE;
        }
        parameters.put("back", 0);
        parameters.put("due", nullable(null));
        if (outcome instanceof JobOutcome.Retry retry) {
            parameters.put("status", "RETRYING");
            parameters.put("due", Sql.value(retry.at()));
            parameters.put("run", run(retry.result().name(), now, retry.error()));
        } else if (outcome instanceof JobOutcome.GivenUp given) {
            parameters.put("status", "DEAD");
            parameters.put("run", run(given.result().name(), now, given.error()));
        } else if (outcome instanceof JobOutcome.Cancelled) {
            parameters.put("status", "CANCELLED");
            parameters.put("run", run("CANCELLED", now, null));
        } else {
            parameters.put("status", "RETRYING");
            parameters.put("due", Sql.value(now));
            parameters.put("back", 1);
            parameters.put("run", run("CANCELLED", now, null));
        }
        return FAILED;
    }

    private static Sql nullable(@Nullable String value) {
        return Sql.of("").bindNullable(value);
    }

    /** The runs with the one that ends now; of one that was called off, nobody asks why it failed. */
    private static Sql run(String result, Instant now, @Nullable String error) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("result", result);
        parameters.put("ended", Sql.value(now));
        parameters.put("error", nullable(error));
        return Sql.template(
                JobRow.runsWith(
                        "case when j.cancelled and $result::text <> 'SUCCEEDED' then 'CANCELLED' else $result::text end",
                        "$ended",
                        "case when not j.cancelled then $error::text end"),
                parameters);
    }

    @Override
    public Listening listen(Runnable listener) {
        return access.backend().jobAlarm().listen(listener);
    }
}
