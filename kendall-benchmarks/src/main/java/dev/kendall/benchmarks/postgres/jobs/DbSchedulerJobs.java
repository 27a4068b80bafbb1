package dev.kendall.benchmarks.postgres.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * db-scheduler with its fast way of taking jobs. With {@code withRun} each job also has a row of its own beside db-scheduler's, as keys, statuses,
 * history and dead letters need, which is ended when the work is.
 */
final class DbSchedulerJobs implements JobWay {
    static final String NAME = "db-scheduler";
    static final String WITH_RUN = "db-scheduler, a row for each run";

    private static final String TABLE =
            "create table if not exists scheduled_tasks (task_name text not null, task_instance text not null,"
                    + " task_data bytea, execution_time timestamptz not null, picked boolean not null, picked_by text, last_success timestamptz,"
                    + " last_failure timestamptz, consecutive_failures int, last_heartbeat timestamptz, version bigint not null, priority smallint,"
                    + " primary key (task_name, task_instance))";

    private final HikariDataSource pool;
    private final boolean withRun;

    DbSchedulerJobs(HikariDataSource pool, boolean withRun) throws SQLException {
        this.pool = pool;
        this.withRun = withRun;
        execute(TABLE);
        execute("create index if not exists scheduled_tasks_time on scheduled_tasks (execution_time)");
        execute("create index if not exists scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat)");
        execute("create table if not exists job_run (id text primary key, status text not null, ended_at timestamptz)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String name() {
        return withRun ? WITH_RUN : NAME;
    }

    @Override
    public void fill(int jobs) throws SQLException {
        execute("truncate scheduled_tasks, job_run");
        execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)" + " select '"
                + KendallJobs.HANDLER + "', i::text, now(), false, 1 from generate_series(1, " + jobs + ") i");
        if (withRun) {
            execute("insert into job_run (id, status) select i::text, 'WAITING' from generate_series(1, " + jobs
                    + ") i");
        }
    }

    @Override
    public void run(int threads, CountDownLatch done) throws Exception {
        OneTimeTask<Void> task = Tasks.oneTime(KendallJobs.HANDLER).execute((instance, context) -> {
            if (withRun) {
                end(instance.getId());
            }
            done.countDown();
        });
        Scheduler scheduler = Scheduler.create(pool, task)
                .threads(threads)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        scheduler.start();
        done.await();
        scheduler.stop();
    }

    private void end(String id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update job_run set status = 'SUCCEEDED', ended_at = now() where id = ?")) {
            statement.setString(1, id);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
