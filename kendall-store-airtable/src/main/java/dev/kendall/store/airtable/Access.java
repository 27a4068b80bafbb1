package dev.kendall.store.airtable;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.id.IdGenerator;
import dev.kendall.internal.Checks;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** How the stores reach the base: each call is one piece of work on one user's rows. Thread-safe. */
final class Access {
    private final BaseTables base;
    private final InstantSource clock;
    private final IdGenerator ids;
    private final UserRecords users;
    private final Rejects rejects;
    private final AtomicBoolean closed;

    Access(BaseTables base, InstantSource clock, IdGenerator ids) {
        this.base = base;
        this.clock = clock;
        this.ids = ids;
        this.rejects = new Rejects(base.options());
        this.users = new UserRecords(base, rejects);
        this.closed = new AtomicBoolean();
    }

    private Access(Access whole, BaseTables lane) {
        this.base = lane;
        this.clock = whole.clock;
        this.ids = whole.ids;
        this.rejects = whole.rejects;
        this.users = whole.users.on(lane);
        this.closed = whole.closed;
    }

    /** The same base, reached on another lane, for as long as this access is open. */
    Access on(Lane lane) {
        return new Access(this, base.on(lane));
    }

    BaseTables base() {
        return base;
    }

    UserRecords users() {
        return users;
    }

    Instant now() {
        return Checks.time("the clock's time", clock.instant());
    }

    void close() {
        closed.set(true);
    }

    /** What {@code work} reads. Nothing is written. */
    <R> R read(UserId user, Function<UserWork, R> work) {
        return work.apply(work(user));
    }

    /** What {@code work} reads and writes, while no other thread of the process writes to the user. */
    <R> R write(UserId user, Function<UserWork, R> work) {
        UserWork prepared = work(user);
        return base.shared().alone(user, () -> {
            try {
                return work.apply(prepared);
            } catch (Conflict | StorageRefused e) {
                // What is remembered of the user may be what is wrong.
                users.forget(user);
                throw e;
            }
        });
    }

    private UserWork work(UserId user) {
        Objects.requireNonNull(user, "user");
        checkOpen();
        return new UserWork(base, users, rejects, new Scratch(user, scratch()), user);
    }

    void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this storage is closed");
        }
    }

    /** An empty storage in memory that takes its times and ids from where this one does. */
    InMemoryStorage scratch() {
        return InMemoryStorage.builder().clock(clock).ids(ids).build();
    }
}
