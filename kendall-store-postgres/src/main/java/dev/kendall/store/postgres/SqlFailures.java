package dev.kendall.store.postgres;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's errors mean to a caller, by their state (PostgreSQL documentation, appendix A). Messages name the state and what was
 * being done; the server's own text may quote what a user said, and stays in the cause.
 */
final class SqlFailures {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    /** Serialization failure, deadlock. */
    private static final Set<String> LOST_RACE = Set.of("40001", "40P01");

    /** Insufficient privilege, undefined table, schema, function or object, wrong password, no such database. */
    private static final Set<String> REFUSED =
            Set.of("42501", "42P01", "3F000", "42883", "42704", "42703", "28P01", "28000", "3D000", "25006");

    private SqlFailures() {}

    static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** Whether the statement was surely not carried out, and may be if it is sent again. */
    static boolean isLostRace(SQLException e) {
        return LOST_RACE.contains(state(e));
    }

    /** Whether the connection or the server broke off: what it was doing may have been committed or not. */
    static boolean isConnectionLoss(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P") || e instanceof SQLTransientConnectionException;
    }

    /** Whether the server has been silent for so long that it was given up: it would be again. */
    static boolean isSilence(SQLException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    /** Whether a thread was interrupted that waited for a connection. */
    private static boolean isInterrupted(SQLException e) {
        return Thread.currentThread().isInterrupted() && e.getCause() instanceof InterruptedException;
    }

    static boolean isUniqueViolation(SQLException e) {
        return state(e).equals("23505");
    }

    /** Whether the server cancelled it because it took too long, or waited too long for a lock. */
    private static boolean isTimeout(SQLException e) {
        return state(e).equals("57014") || state(e).equals("55P03") || e instanceof SQLTimeoutException || isSilence(e);
    }

    /** Out of connections, memory or disk. */
    private static boolean isOutOfCapacity(SQLException e) {
        return state(e).startsWith("53");
    }

    /**
     * The failure to tell the caller.
     *
     * @param doing what was being done, without anything that a user said
     */
    static KendallException translate(String doing, SQLException e) {
        String what = "could not " + doing + ": ";
        if (isLostRace(e)) {
            return Conflict.lostRace(
                    what + "another transaction changed the same (SQL state " + state(e) + "); run it again");
        }
        if (isTimeout(e)) {
            return new StorageUnavailable(
                    what + "PostgreSQL took longer than the time limit, or waited too long for a lock" + inState(e)
                            + "; try again, or raise the limit in PostgresOptions",
                    SOON,
                    e);
        }
        if (isConnectionLoss(e) || isOutOfCapacity(e)) {
            return new StorageUnavailable(
                    what + "PostgreSQL cannot be reached, or has no connection to spare" + inState(e)
                            + "; check that it runs, that the pool is large enough, and try again",
                    LATER,
                    e);
        }
        if (REFUSED.contains(state(e))) {
            return new StorageRefused(what + "PostgreSQL refused it" + inState(e) + ": " + firstLine(e), e);
        }
        return new StorageRefused(what + "PostgreSQL reported an error" + inState(e) + "; see the cause", e);
    }

    /** As {@link #translate}, for a connection that could not be had: whatever the reason, another try may succeed, unless it was refused. */
    static KendallException noConnection(String doing, SQLException e) {
        if (REFUSED.contains(state(e))) {
            return translate(doing, e);
        }
        if (isInterrupted(e)) {
            return new Cancelled("interrupted while waiting for a connection to " + doing, e);
        }
        return new StorageUnavailable(
                "could not " + doing + ": PostgreSQL cannot be reached, or the pool has no connection to spare"
                        + inState(e) + "; check that it runs, that the pool is large enough, and try again",
                LATER,
                e);
    }

    private static String inState(SQLException e) {
        return state(e).isEmpty() ? "" : " (SQL state " + state(e) + ")";
    }

    /** Only for errors that name objects, never values. */
    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    static KendallException translateMigration(SchemaName schema, FlywayException e) {
        SQLException sql = sqlCause(e);
        if (sql != null && (isConnectionLoss(sql) || isTimeout(sql) || isOutOfCapacity(sql) || isLostRace(sql))) {
            return translate("migrate the schema " + schema, sql);
        }
        return mayNotMigrate(schema, firstLine(e.getMessage()), e);
    }

    static StorageRefused mayNotMigrate(SchemaName schema, String reason, @Nullable Throwable cause) {
        return new StorageRefused(
                "could not migrate the schema " + schema + ": " + reason
                        + "; the role needs the right to create in this database, and to own what is there",
                cause);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.strip().replaceAll("\\s*\n\\s*", " ");
    }
}
