package dev.kendall.storage.inmemory;

import dev.kendall.id.IdGenerator;
import dev.kendall.job.JobAlarm;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The state itself. A call on its own reads without a lock and drafts under the writers' lock, so that it never loses a race; a
 * transaction drafts without it and takes it to commit.
 */
final class Direct extends Access {
    private final ReentrantLock writers = new ReentrantLock();
    private volatile State state;
    private volatile boolean closed;

    Direct(InstantSource clock, IdGenerator ids, State state) {
        super(clock, ids, new JobAlarm());
        this.state = state;
    }

    State state() {
        return state;
    }

    /** Refuses further calls; when it returns, no commit is under way. */
    void close() {
        writers.lock();
        try {
            closed = true;
        } finally {
            writers.unlock();
        }
    }

    Draft draft() {
        checkOpen();
        return new Draft(state);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this storage is closed");
        }
    }

    @Override
    <R> R read(Function<Draft, R> work) {
        return work.apply(draft());
    }

    @Override
    <R> R write(Function<Draft, R> work) {
        writers.lock();
        try {
            Draft draft = draft();
            R result = work.apply(draft);
            commit(draft);
            return result;
        } finally {
            writers.unlock();
        }
    }

    void commit(Draft draft) {
        writers.lock();
        try {
            checkOpen();
            if (draft.isChanged()) {
                state = draft.onto(state);
            }
        } finally {
            writers.unlock();
        }
        if (draft.isJobDue()) {
            jobAlarm().ring();
        }
    }
}
