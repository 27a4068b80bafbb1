package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class PostgresUserStore implements UserStore {
    private static final String LISTING = "users";

    private final Access access;
    private final String find;

    PostgresUserStore(Access access) {
        this.access = access;
        this.find = access.sql("select " + UserRow.columns("u") + " from {s}.users u where u.user_id = ");
    }

    @Override
    public User save(UserId id, Profile profile) {
        Objects.requireNonNull(profile, "profile");
        return access.write("save user " + id, Access.Repeat.SAFE, session -> {
            Instant now = session.now();
            Session.Ensured stored = session.ensure(id, now);
            User user = stored.user();
            long version = stored.created() ? user.version() : user.version() + 1;
            return user.profile().equals(profile) ? user : put(session, user, profile, now, version);
        });
    }

    @Override
    public User update(User user) {
        return access.write("update user " + user.id(), Access.Repeat.UNSAFE, session -> {
            User stored = session.lock(user.id())
                    .orElseThrow(() ->
                            new NotFound("there is no user " + user.id() + " to update; save the profile instead"));
            if (stored.version() != user.version()) {
                throw Conflict.staleVersion("user " + user.id(), stored.version(), user.version());
            }
            return put(session, stored, user.profile(), session.now(), stored.version() + 1);
        });
    }

    private static User put(Session session, User stored, Profile profile, Instant now, long version) {
        session.dsl()
                .update(USERS)
                .set(UserRow.content(profile))
                .set(USERS.UPDATED, now)
                .set(USERS.VERSION, version)
                .where(USERS.USER_ID.eq(stored.id().value()))
                .execute();
        return new User(stored.id(), profile, stored.created(), now, version);
    }

    @Override
    public Optional<User> find(UserId id) {
        return access.read("find user " + id, id, session -> find(session, id));
    }

    private Optional<User> find(Session session, UserId id) throws SQLException {
        return session.find(Sql.of(find).bind(id.value()), UserRow::read);
    }

    @Override
    public Page<User> list(PageRequest request) {
        String after = after(request.after());
        Sql query = Sql.of(access.sql("select " + UserRow.columns("u") + " from {s}.users u"));
        if (after != null) {
            query.add(" where u.user_id > ").bind(after);
        }
        query.add(" order by u.user_id limit ").bind(request.limit() + 1);
        List<User> rows = access.read("list users", null, session -> session.list(query, UserRow::read));
        return Page.of(
                rows, request.limit(), user -> Cursor.of(LISTING, user.id().value()));
    }

    private static @Nullable String after(@Nullable Cursor cursor) {
        return cursor == null ? null : UserId.of(cursor.key(LISTING, 1).get(0)).value();
    }
}
