package dev.kendall.storage.inmemory;

import dev.kendall.analytics.DailyRow;
import dev.kendall.failure.Conflict;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A state in the making. It remembers whose states it looked at; when one of them has changed by the time it is committed, the work was
 * done on what is no longer so, and is refused. That makes transactions serialisable, and costs those that meet on one user a redo.
 */
final class Draft {
    private final State base;
    private final Set<UserId> touched = new HashSet<>();
    private final List<JobsChange<?>> jobsChanges = new ArrayList<>();
    private State state;
    private boolean sharedTouched;
    private boolean jobDue;

    /** A change of the jobs, and what it answered. */
    private record JobsChange<R>(Jobs.Change<R> change, R answer) {
        /** The jobs after the same change, made on what they are now. */
        Jobs again(Jobs now) {
            Jobs.Changed<R> changed = change.on(now);
            if (!changed.answer().equals(answer)) {
                throw Conflict.lostRace("a job was changed by another transaction meanwhile; run this one again");
            }
            return changed.jobs();
        }
    }

    Draft(State base) {
        this.base = base;
        this.state = base;
    }

    /** The user's state as this draft sees it; empty for an unknown user. */
    UserState user(UserId id) {
        touched.add(id);
        return state.users().getOrDefault(id, UserState.EMPTY);
    }

    void put(UserId id, UserState changed) {
        touched.add(id);
        state = state.with(id, changed);
    }

    void remove(UserId id) {
        touched.add(id);
        state = state.without(id);
    }

    State.Shared shared() {
        sharedTouched = true;
        return state.shared();
    }

    void put(State.Shared changed) {
        sharedTouched = true;
        state = state.with(changed);
    }

    /** Changes the jobs. What others change of them meanwhile matters only where this change then answers otherwise. */
    <R> R change(Jobs.Change<R> change) {
        Jobs.Changed<R> changed = change.on(state.jobs());
        jobsChanges.add(new JobsChange<>(change, changed.answer()));
        if (changed.jobs() != state.jobs()) {
            state = state.with(changed.jobs());
        }
        return changed.answer();
    }

    /** Keeps a day's row, which is written outside of transactions only, and so on the state as it is. */
    void put(DailyRow row) {
        state = state.with(row);
    }

    /** Notes that a job is due. */
    void jobIsDue() {
        jobDue = true;
    }

    boolean isJobDue() {
        return jobDue;
    }

    /** The state across users. Looking at it guards nothing: what is then done to a user is. */
    State state() {
        return state;
    }

    boolean isChanged() {
        return state != base;
    }

    /**
     * What {@code now} becomes with this draft's changes.
     *
     * @throws Conflict when something that this draft looked at is no longer as it was
     */
    State onto(State now) {
        if (now == base) {
            return state;
        }
        State result = now;
        for (UserId id : touched) {
            if (now.users().get(id) != base.users().get(id)) {
                throw Conflict.lostRace(
                        "user " + id + " was changed by another transaction meanwhile; run this one again");
            }
            UserState changed = state.users().get(id);
            if (changed != base.users().get(id)) {
                result = changed == null ? result.without(id) : result.with(id, changed);
            }
        }
        if (sharedTouched) {
            if (now.shared() != base.shared()) {
                throw Conflict.lostRace(
                        "embedding spaces or users' external ids were changed by another transaction meanwhile;"
                                + " run this one again");
            }
            result = result.with(state.shared());
        }
        Jobs jobs = now.jobs();
        for (JobsChange<?> each : jobsChanges) {
            jobs = each.again(jobs);
        }
        return jobs == now.jobs() ? result : result.with(jobs);
    }
}
