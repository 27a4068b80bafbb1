package dev.kendall.benchmarks.postgres.jobs;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The least that does it: a table of two columns, and a transaction a job that locks a row past others' locks, works and deletes it. */
final class BareLoop implements JobWay {
    static final String NAME = "bare loop";

    private static final String TAKE =
            "select id from bare_jobs where due_at <= now() order by due_at, id limit 1 for update skip locked";

    private final HikariDataSource pool;

    BareLoop(HikariDataSource pool) throws SQLException {
        this.pool = pool;
        execute("create table bare_jobs (id bigint primary key, due_at timestamptz not null, payload text not null)");
        execute("create index bare_jobs_due on bare_jobs (due_at, id)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void fill(int jobs) throws SQLException {
        execute("truncate bare_jobs");
        execute("insert into bare_jobs select i, now(), 'payload' from generate_series(1, " + jobs + ") i");
    }

    @Override
    public void run(int threads, CountDownLatch done) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loops.add(executor.submit(() -> {
                    loop(done);
                    return true;
                }));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void loop(CountDownLatch done) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement take = connection.prepareStatement(TAKE);
                    PreparedStatement delete = connection.prepareStatement("delete from bare_jobs where id = ?")) {
                while (one(take, delete, done)) {
                    connection.commit();
                }
            }
            connection.rollback();
        }
    }

    private static boolean one(PreparedStatement take, PreparedStatement delete, CountDownLatch done)
            throws SQLException {
        try (ResultSet row = take.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            delete.setLong(1, row.getLong(1));
        }
        done.countDown();
        delete.executeUpdate();
        return true;
    }
}
