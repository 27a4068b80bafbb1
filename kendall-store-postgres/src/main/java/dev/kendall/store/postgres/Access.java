package dev.kendall.store.postgres;

import dev.kendall.user.UserId;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How the stores reach the database: each call on its own, or all of them in one transaction. */
abstract class Access {
    private final Backend backend;

    Access(Backend backend) {
        this.backend = backend;
    }

    /** What is done in a session. */
    @FunctionalInterface
    interface Work<R> {
        R run(Session session) throws SQLException;
    }

    /** Whether a call may be made again when it is not known whether it was carried out. */
    enum Repeat {
        /** It names the ids of what it stores, or says the same again: once and twice are the same. */
        SAFE,
        /** It counts, or depends on a version: only what was surely not carried out may be repeated. */
        UNSAFE
    }

    final Backend backend() {
        return backend;
    }

    final String sql(String template) {
        return backend.sql(template);
    }

    /** Notes that a job is due, once what was written for it is committed. */
    abstract void jobIsDue();

    /** Refuses, as every call does, when the storage is closed or the transaction over. */
    abstract void checkOpen();

    /**
     * Reads, in one statement or several.
     *
     * @param doing what is done, for error messages: "list the messages of user u-42"
     * @param user whose rows are looked at, or null when it is nobody's in particular
     */
    abstract <R> R read(String doing, @Nullable UserId user, Work<R> work);

    /** Writes one statement that is a transaction by itself, unless there is one already. */
    abstract <R> R writeOne(String doing, Work<R> work);

    /** Writes several statements in one transaction: all of them or none. */
    abstract <R> R write(String doing, Repeat repeat, Work<R> work);
}
