package dev.kendall.storage.inmemory;

import dev.kendall.id.IdGenerator;
import dev.kendall.internal.Checks;
import dev.kendall.job.JobAlarm;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** How the stores reach the state: each call on its own, or all of them in one transaction. */
abstract class Access {
    private final InstantSource clock;
    private final IdGenerator ids;
    private final JobAlarm jobAlarm;

    Access(InstantSource clock, IdGenerator ids, JobAlarm jobAlarm) {
        this.clock = clock;
        this.ids = ids;
        this.jobAlarm = jobAlarm;
    }

    /** What {@code work} reads out of one moment. */
    abstract <R> R read(Function<Draft, R> work);

    /** Stores what {@code work} drafts: all of it, or nothing when it throws. */
    abstract <R> R write(Function<Draft, R> work);

    final void change(Consumer<Draft> work) {
        write(draft -> {
            work.accept(draft);
            return true;
        });
    }

    final Instant now() {
        return Checks.time("the clock's time", clock.instant());
    }

    final UUID newId() {
        return ids.next();
    }

    final InstantSource clock() {
        return clock;
    }

    final IdGenerator ids() {
        return ids;
    }

    /** Rung once a job that is due was committed. */
    final JobAlarm jobAlarm() {
        return jobAlarm;
    }
}
