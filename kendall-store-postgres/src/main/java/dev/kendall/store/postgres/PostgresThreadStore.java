package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.THREADS;
import static org.jooq.impl.DSL.val;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadStore;
import dev.kendall.thread.ThreadTransitions;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class PostgresThreadStore implements ThreadStore {
    private static final String LISTING = "threads";

    private final Access access;
    private final MessageRemoval removal;
    private final String select;

    PostgresThreadStore(Access access) {
        this.access = access;
        this.removal = new MessageRemoval(access.backend());
        this.select = access.sql("select " + ThreadRow.columns("t") + " from {s}.threads t where t.user_id = ");
    }

    /** The sort key. */
    private record Activity(Instant lastActive, ThreadId id) {
        static Activity of(List<String> key) {
            return new Activity(Instant.parse(key.get(0)), ThreadId.of(key.get(1)));
        }
    }

    @Override
    public ChatThread getOrCreate(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        String doing = "create thread " + id + " of user " + user;
        return access.read(doing, user, session -> find(session, user, id))
                .orElseGet(() -> access.write(doing, Access.Repeat.SAFE, session -> {
                    Instant now = session.now();
                    session.ensure(user, now);
                    session.dsl()
                            .insertInto(
                                    THREADS, THREADS.USER_ID, THREADS.THREAD_ID, THREADS.CREATED, THREADS.LAST_ACTIVE)
                            .values(user.value(), id.value(), now, now)
                            .onConflictDoNothing()
                            .execute();
                    return find(session, user, id).orElseThrow();
                }));
    }

    private Optional<ChatThread> find(Session session, UserId user, ThreadId id) throws SQLException {
        return session.find(
                Sql.of(select).bind(user.value()).add(" and t.thread_id = ").bind(id.value()), ThreadRow::read);
    }

    @Override
    public ChatThread update(ChatThread thread) {
        UserId user = thread.user();
        return access.write("update thread " + thread.id() + " of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            ChatThread updated =
                    ThreadTransitions.updated(find(session, user, thread.id()).orElse(null), thread);
            session.dsl()
                    .update(THREADS)
                    .set(THREADS.TITLE, updated.title())
                    .set(THREADS.ATTRIBUTES, val(updated.attributes(), THREADS.ATTRIBUTES))
                    .set(THREADS.VERSION, updated.version())
                    .where(
                            THREADS.USER_ID.eq(user.value()),
                            THREADS.THREAD_ID.eq(updated.id().value()))
                    .execute();
            return updated;
        });
    }

    @Override
    public Optional<ChatThread> find(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.read("find thread " + id + " of user " + user, user, session -> find(session, user, id));
    }

    @Override
    public Page<ChatThread> list(UserId user, PageRequest request) {
        Activity after = Keys.read(request.after(), LISTING, 2, Activity::of);
        Sql query = Sql.of(select).bind(user.value());
        if (after != null) {
            query.add(" and (t.last_active < ")
                    .bind(after.lastActive())
                    .add(" or t.last_active = ")
                    .bind(after.lastActive())
                    .add(" and t.thread_id > ")
                    .bind(after.id().value())
                    .add(")");
        }
        query.add(" order by t.last_active desc, t.thread_id limit ").bind(request.limit() + 1);
        List<ChatThread> rows =
                access.read("list the threads of user " + user, user, session -> session.list(query, ThreadRow::read));
        return Page.of(
                rows,
                request.limit(),
                thread -> Cursor.of(
                        LISTING, thread.lastActive().toString(), thread.id().value()));
    }

    @Override
    public boolean delete(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.write("delete thread " + id + " of user " + user, Access.Repeat.UNSAFE, session -> {
            if (session.lock(user).isEmpty() || find(session, user, id).isEmpty()) {
                return false;
            }
            removal.removeAllOf(session, user, id);
            ExternalIds.removeAllOf(session, user, "THREAD", List.of(id.value()));
            Tombstones.add(session, user, "THREAD", id.value());
            session.dsl()
                    .deleteFrom(THREADS)
                    .where(THREADS.USER_ID.eq(user.value()), THREADS.THREAD_ID.eq(id.value()))
                    .execute();
            return true;
        });
    }
}
