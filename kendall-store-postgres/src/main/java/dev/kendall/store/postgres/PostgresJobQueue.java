package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import dev.kendall.job.Job;
import dev.kendall.job.JobCounts;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLeases;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobStatus;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class PostgresJobQueue implements JobQueue {
    private static final String LISTING = "jobs";

    private static final String CANCEL = """
            update {s}.jobs j set
                cancelled = j.token is not null and j.ready_at > $now,
                status = case when j.token is not null and j.ready_at > $now then j.status else 'CANCELLED' end,
                ready_at = case when j.token is not null and j.ready_at > $now then j.ready_at end,
                finished_at = case when j.token is not null and j.ready_at > $now then null else $now end,
                runs = case when j.token is not null and j.ready_at <= $now then $lost else j.runs end,
                worker = case when j.token is not null and j.ready_at > $now then j.worker end,
                started_at = case when j.token is not null and j.ready_at > $now then j.started_at end,
                token = case when j.token is not null and j.ready_at > $now then j.token end
            where j.job_id = $id and j.finished_at is null""";

    private static final String REPLAY = """
            update {s}.jobs j set status = 'RETRYING', attempts = 0, due_at = $now, ready_at = $now - j.priority, expires_at = null,
                finished_at = null
            where j.job_id = $id and j.status = 'DEAD'""";

    private static final String REMOVE = """
            with old as materialized (
                select j.job_id from {s}.jobs j
                where j.finished_at < $before and (j.idempotent_until is null or j.idempotent_until <= $now)$filter
                order by j.finished_at, j.job_id limit $limit for update skip locked)
            delete from {s}.jobs j using old o where j.job_id = o.job_id""";

    private static final String COUNT =
            "select j.status, count(*), min(j.due_at) filter (where j.due_at <= $now) from {s}.jobs j group by j.status";

    private final Access access;
    private final JobAsking asking;
    private final JobLeases leases;

    PostgresJobQueue(Access access) {
        this.access = access;
        this.asking = new JobAsking(access);
        this.leases = new PostgresJobLeases(access);
    }

    @Override
    public JobReceipt enqueue(JobRequest request) {
        return asking.ask(Objects.requireNonNull(request, "request"));
    }

    @Override
    public Optional<Job> find(JobId id) {
        Sql query = jobs().add(" where j.job_id = ").bind(id.value());
        return access.read("find job " + id, null, session -> session.find(query, JobRow::read));
    }

    private Sql jobs() {
        return Sql.of("select ").add(JobRow.columns("j")).add(access.sql(" from {s}.jobs j"));
    }

    @Override
    public Page<Job> list(JobFilter filter, PageRequest request) {
        UUID after = Keys.read(request.after(), LISTING, 1, key -> UUID.fromString(key.get(0)));
        Sql query = jobs().add(" where true");
        addConditions(query, filter);
        if (after != null) {
            query.add(" and j.job_id < ").bind(after);
        }
        query.add(" order by j.job_id desc limit ").bind(request.limit() + 1);
        List<Job> rows = access.read("list jobs", null, session -> session.list(query, JobRow::read));
        return Page.of(rows, request.limit(), job -> Cursor.of(LISTING, job.id().toString()));
    }

    private static Sql addConditions(Sql query, JobFilter filter) {
        if (!filter.statuses().isEmpty()) {
            List<String> statuses =
                    filter.statuses().stream().map(JobStatus::name).toList();
            query.add(" and j.status = any(").bindArray("text", statuses).add(")");
        }
        if (filter.handler() != null) {
            query.add(" and j.handler = ").bind(filter.handler());
        }
        if (filter.user() != null) {
            query.add(" and j.user_id = ").bind(filter.user().value());
        }
        if (filter.tag() != null) {
            query.add(" and ").bind(filter.tag()).add(" = any(j.tags)");
        }
        return query;
    }

    @Override
    public JobCounts counts() {
        Sql query = Sql.template(
                access.sql(COUNT), Map.of("now", Sql.value(access.backend().now())));
        return access.read("count jobs", null, session -> {
            Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
            Map<JobStatus, Instant> oldest = new EnumMap<>(JobStatus.class);
            session.list(query, row -> {
                JobStatus status = JobStatus.valueOf(row.getString(1));
                Instant due = Columns.timeOrNull(row, 3);
                if (due != null && (status == JobStatus.WAITING || status == JobStatus.RETRYING)) {
                    oldest.put(status, due);
                }
                counts.put(status, row.getLong(2));
                return status;
            });
            return new JobCounts(
                    counts, oldest.values().stream().min(Instant::compareTo).orElse(null));
        });
    }

    @Override
    public boolean cancel(JobId id) {
        return change("call off job " + id, CANCEL, id);
    }

    @Override
    public boolean replay(JobId id) {
        return change("replay job " + id, REPLAY, id);
    }

    private boolean change(String doing, String template, JobId id) {
        Map<String, Object> parameters = Map.of(
                "id",
                id.value(),
                "now",
                Sql.value(access.backend().now()),
                "lost",
                Sql.of(JobRow.runsWith("'LOST'", "j.ready_at", "null")));
        return access.write(
                doing,
                Access.Repeat.UNSAFE,
                session -> session.run(Sql.template(access.sql(template), parameters)) > 0);
    }

    @Override
    public long removeFinished(JobFilter filter, Instant before, int limit) {
        Objects.requireNonNull(filter, "filter");
        Map<String, Object> parameters = Map.of(
                "before",
                Sql.value(Checks.time("before", before)),
                "now",
                Sql.value(access.backend().now()),
                "limit",
                Checks.range("limit", limit, 1, MAX_REMOVED),
                "filter",
                addConditions(Sql.of(""), filter));
        return access.write("remove finished jobs", Access.Repeat.UNSAFE, session ->
                (long) session.run(Sql.template(access.sql(REMOVE), parameters)));
    }

    @Override
    public JobLeases leases() {
        return leases;
    }
}
