package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import dev.kendall.user.UserTransitions;
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
            User known = stored.user();
            User saved = stored.created() ? known.withProfile(profile) : UserTransitions.saved(known, profile, now);
            return saved.equals(known) ? known : put(session, saved);
        });
    }

    @Override
    public User update(User user) {
        return access.write("update user " + user.id(), Access.Repeat.UNSAFE, session -> {
            User stored = session.lock(user.id()).orElse(null);
            return put(session, UserTransitions.updated(stored, user, session.now()));
        });
    }

    private static User put(Session session, User user) {
        session.dsl()
                .update(USERS)
                .set(UserRow.content(user.profile()))
                .set(USERS.UPDATED, user.updated())
                .set(USERS.VERSION, user.version())
                .where(USERS.USER_ID.eq(user.id().value()))
                .execute();
        return user;
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
