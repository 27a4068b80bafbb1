package dev.kendall.store.postgres;

import dev.kendall.job.Job;
import dev.kendall.job.JobId;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.json.DomainJson;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's row. */
final class JobRow {
    private static final String NO_RUNS = "[]";

    private JobRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(alias, "job_id, user_id, handler, key, payload, tags, ") + microseconds(alias + ".priority")
                + ", "
                + Columns.of(
                        alias,
                        "concurrency_key, idempotency_key, status, enqueued_at, due_at, expires_at, attempts, finished_at,"
                                + " output, runs");
    }

    private static String microseconds(String interval) {
        return "(extract(epoch from " + interval + ") * 1000000)::bigint";
    }

    static Job read(ResultSet row) throws SQLException {
        return read(row, 0);
    }

    /** The job in the columns after the first {@code skip}. */
    static Job read(ResultSet row, int skip) throws SQLException {
        String user = row.getString(skip + 2);
        return new Job(
                new JobId(Columns.uuid(row, skip + 1)),
                row.getString(skip + 3),
                user == null ? null : UserId.of(user),
                row.getString(skip + 4),
                row.getString(skip + 5),
                Columns.texts(row, skip + 6),
                Duration.of(row.getLong(skip + 7), ChronoUnit.MICROS),
                row.getString(skip + 8),
                row.getString(skip + 9),
                JobStatus.valueOf(row.getString(skip + 10)),
                Columns.time(row, skip + 11),
                Columns.time(row, skip + 12),
                Columns.timeOrNull(row, skip + 13),
                row.getInt(skip + 14),
                Columns.timeOrNull(row, skip + 15),
                row.getString(skip + 16),
                runs(row.getString(skip + 17)));
    }

    private static List<JobRun> runs(@Nullable String json) {
        return json == null || json.equals(NO_RUNS) ? List.of() : List.of(DomainJson.read(json, JobRun[].class));
    }

    /** The runs with one more that has ended: its result and what else is known of it, as SQL. */
    static String runsWith(String result, String endedAt, String error) {
        return "(case when jsonb_array_length(j.runs) >= " + Job.MAX_RUNS + " then j.runs - 0 else j.runs end)"
                + " || jsonb_strip_nulls(jsonb_build_object('attempt', j.attempts, 'worker', j.worker, 'startedAt', j.started_at,"
                + " 'endedAt', " + endedAt + ", 'result', " + result + ", 'error', " + error + "))";
    }
}
