package dev.kendall.store.postgres;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import dev.kendall.user.UserId;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each call with a connection of its own, which is given back whatever happens. What is safe to repeat is, a few times.
 *
 * <p>A statement that takes too long is cancelled by the driver, which asks the server to. One that does not even answer that would be waited
 * for without end, so connections that are not limited already give up on a server that is silent for {@link #GRACE} longer.
 */
final class DirectAccess extends Access {
    private static final Logger LOG = LoggerFactory.getLogger(DirectAccess.class);

    /** For the cancelling of a statement to reach the server, and its answer to come back. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** More than pools hold. */
    private static final int MOST_BROKEN = 100;

    private final DataSource dataSource;
    private final Retry retry;
    private final int silenceMillis;
    private final AtomicBoolean closed = new AtomicBoolean();

    DirectAccess(Backend backend, DataSource dataSource) {
        super(backend);
        this.dataSource = dataSource;
        this.silenceMillis = Math.toIntExact(
                GRACE.plusSeconds(backend.statementTimeoutSeconds()).toMillis());
        this.retry = Retry.of(
                "kendall-postgres",
                RetryConfig.custom()
                        .maxAttempts(backend.options().attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                Duration.ofMillis(50), 3, 0.5, Duration.ofMillis(500)))
                        .retryOnException(e -> e instanceof Failed failed && failed.repeatable)
                        .build());
    }

    /** A try that failed. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final KendallException failure;
        private final boolean repeatable;

        Failed(KendallException failure, boolean repeatable) {
            super(null, failure, false, false);
            this.failure = failure;
            this.repeatable = repeatable;
        }
    }

    /** Refuses further calls; whether it did not before. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    @Override
    void jobIsDue() {
        backend().jobAlarm().ring();
    }

    @Override
    void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this storage is closed");
        }
    }

    @Override
    <R> R read(String doing, @Nullable UserId user, Work<R> work) {
        return repeated(doing, Repeat.SAFE, connection -> work.run(new Session(backend(), connection, true)));
    }

    @Override
    <R> R writeOne(String doing, Work<R> work) {
        return repeated(doing, Repeat.SAFE, connection -> work.run(new Session(backend(), connection, true)));
    }

    @Override
    <R> R write(String doing, Repeat repeat, Work<R> work) {
        return repeated(
                doing,
                repeat,
                connection -> inTransaction(connection, () -> work.run(new Session(backend(), connection, false))));
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Connected<R> {
        R run(Connection connection) throws SQLException;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Transacted<R, X extends Exception> {
        R run() throws SQLException, X;
    }

    private <R> R repeated(String doing, Repeat repeat, Connected<R> work) {
        checkOpen();
        AtomicBoolean again = new AtomicBoolean();
        return retrying(doing, () -> once(doing, repeat, again.getAndSet(true), work));
    }

    private <R> R retrying(String doing, Supplier<R> tried) {
        try {
            return retry.executeSupplier(tried);
        } catch (Failed e) {
            if (e.repeatable && Thread.currentThread().isInterrupted()) {
                throw new Cancelled("interrupted while waiting to " + doing + " again", e.failure);
            }
            throw e.failure;
        }
    }

    private <R> R once(String doing, Repeat repeat, boolean again, Connected<R> work) {
        try (Borrowed borrowed = again ? borrowWhole(doing) : borrow(doing)) {
            return work.run(borrowed.connection);
        } catch (SQLException e) {
            throw failed(doing, repeat, e);
        } catch (DataAccessException e) {
            SQLException cause = SqlFailures.sqlCause(e);
            if (cause == null) {
                throw e;
            }
            throw failed(doing, repeat, cause);
        }
    }

    private static Failed failed(String doing, Repeat repeat, SQLException e) {
        boolean repeatable = SqlFailures.isLostRace(e)
                || repeat == Repeat.SAFE && SqlFailures.isConnectionLoss(e) && !SqlFailures.isSilence(e);
        if (repeatable) {
            LOG.debug("a try to {} failed in SQL state {}", doing, SqlFailures.state(e));
        }
        return new Failed(SqlFailures.translate(doing, e), repeatable);
    }

    /** A connection for one call, given back as it came. What was done with it is not undone by that failing. */
    private record Borrowed(Connection connection, boolean limited) implements AutoCloseable {
        @Override
        public void close() {
            try (connection) {
                if (limited && !connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, 0);
                }
            } catch (SQLException e) {
                LOG.debug("a connection broke in SQL state {} when it was given back", SqlFailures.state(e));
            }
        }
    }

    /** A connection that commits by itself. One that the pool has none of was waited for long enough already. */
    private Borrowed borrow(String doing) {
        checkOpen();
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            boolean refusedAtOnce = e.getCause() instanceof ConnectException;
            throw new Failed(SqlFailures.noConnection(doing, e), refusedAtOnce);
        }
        boolean limited = false;
        try {
            if (!connection.getAutoCommit()) {
                // Pools restore what they gave when the connection comes back.
                connection.setAutoCommit(true);
            }
            limited = connection.getNetworkTimeout() == 0;
            if (limited) {
                connection.setNetworkTimeout(Runnable::run, silenceMillis);
            }
            return new Borrowed(connection, limited);
        } catch (SQLException e) {
            new Borrowed(connection, limited).close();
            throw new Failed(SqlFailures.noConnection(doing, e), SqlFailures.isConnectionLoss(e));
        }
    }

    /**
     * As {@link #borrow}, after a connection broke: pools do not look at what was in use a moment ago, and when the server went, all of theirs
     * are broken. What breaks once more they throw away.
     */
    private Borrowed borrowWhole(String doing) {
        for (int broken = 0; broken < MOST_BROKEN; broken++) {
            Borrowed borrowed = borrow(doing);
            try (Statement statement = borrowed.connection.createStatement()) {
                statement.execute("");
                return borrowed;
            } catch (SQLException e) {
                borrowed.close();
                if (!SqlFailures.isConnectionLoss(e)) {
                    throw failed(doing, Repeat.UNSAFE, e);
                }
            }
        }
        return borrow(doing);
    }

    /** Runs {@code work} in a transaction on a connection that commits by itself, and leaves it so. */
    static <R, X extends Exception> R inTransaction(Connection connection, Transacted<R, X> work)
            throws SQLException, X {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            R result = work.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
            restore(connection);
        }
    }

    /** What led here is what the caller is told. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug(
                    "a rollback failed in SQL state {}: the connection is broken, and so the server rolls back",
                    e.getSQLState());
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("a connection broke in SQL state {}; its pool will see", e.getSQLState());
        }
    }

    /** Runs {@code work} with a connection, without repeating it; its own exceptions pass. */
    <R, X extends Exception> R withConnection(String doing, ConnectedThrowing<R, X> work) throws X {
        try (Borrowed borrowed = retrying(doing, () -> borrow(doing))) {
            return work.run(borrowed.connection);
        } catch (SQLException e) {
            throw SqlFailures.translate(doing, e);
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface ConnectedThrowing<R, X extends Exception> {
        R run(Connection connection) throws SQLException, X;
    }
}
