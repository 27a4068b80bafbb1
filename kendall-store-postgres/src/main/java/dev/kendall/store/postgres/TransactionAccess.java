package dev.kendall.store.postgres;

import dev.kendall.failure.Conflict;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Every call in the session of one transaction.
 *
 * <p>Its snapshot is that of its first statement (repeatable read), so that it sees no half of what others commit; PostgreSQL itself refuses it
 * when it writes what another one wrote meanwhile. What it only read is guarded by its users: whoever writes anything of a user changes the
 * user's row, and at the end the rows of the users that were looked at are locked, which fails when one has changed. In a transaction of the
 * host's, isolation is the host's: writers of one user still come one after the other.
 */
final class TransactionAccess extends Access {
    private final Session session;
    private final Set<UserId> looked = new HashSet<>();
    private volatile boolean ended;
    private boolean wrote;
    private boolean jobDue;

    TransactionAccess(Session session) {
        super(session.backend());
        this.session = session;
    }

    @Override
    <R> R read(String doing, @Nullable UserId user, Work<R> work) {
        R result = run(doing, work);
        if (user != null) {
            looked.add(user);
        }
        return result;
    }

    @Override
    <R> R writeOne(String doing, Work<R> work) {
        wrote = true;
        return run(doing, work);
    }

    @Override
    <R> R write(String doing, Repeat repeat, Work<R> work) {
        wrote = true;
        return run(doing, work);
    }

    @Override
    void jobIsDue() {
        jobDue = true;
    }

    /** Whether a job is due once this is committed. */
    boolean isJobDue() {
        return jobDue;
    }

    @Override
    void checkOpen() {
        if (ended) {
            throw new IllegalStateException("this transaction has ended; use its stores only inside the work");
        }
    }

    private <R> R run(String doing, Work<R> work) {
        checkOpen();
        try {
            return work.run(session);
        } catch (SQLException e) {
            throw SqlFailures.translate(doing, e);
        } catch (DataAccessException e) {
            SQLException cause = SqlFailures.sqlCause(e);
            throw cause == null ? e : SqlFailures.translate(doing, cause);
        }
    }

    /**
     * Makes sure that what was read is still so.
     *
     * @throws Conflict when it is not
     */
    void checkBeforeCommit() throws SQLException {
        if (wrote && !looked.isEmpty()) {
            Sql lock = Sql.of(sql("select 1 from {s}.users where user_id = any("))
                    .bindArray("text", looked.stream().map(UserId::value).toList())
                    .add(") order by user_id for share");
            session.list(lock, row -> true);
        }
    }

    void end() {
        ended = true;
    }
}
