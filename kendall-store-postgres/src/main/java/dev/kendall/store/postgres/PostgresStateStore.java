package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USER_STATES;

import dev.kendall.internal.Checks;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;

final class PostgresStateStore implements StateStore {
    private final Access access;

    PostgresStateStore(Access access) {
        this.access = access;
    }

    @Override
    public Optional<String> find(UserId user, String key) {
        Checks.filled("key", key, MAX_KEY);
        return access.read(
                "find the state " + key + " of user " + user,
                null,
                session -> session.dsl()
                        .select(USER_STATES.VALUE)
                        .from(USER_STATES)
                        .where(USER_STATES.USER_ID.eq(user.value()), USER_STATES.KEY.eq(key))
                        .fetchOptional(USER_STATES.VALUE));
    }

    @Override
    public Map<String, String> list(UserId user, String prefix) {
        Checks.text("prefix", prefix, MAX_KEY);
        return access.read("list states of user " + user, null, session -> {
            Map<String, String> found = new LinkedHashMap<>();
            session.dsl()
                    .select(USER_STATES.KEY, USER_STATES.VALUE)
                    .from(USER_STATES)
                    .where(
                            USER_STATES.USER_ID.eq(user.value()),
                            USER_STATES.KEY.ge(prefix),
                            DSL.condition("starts_with({0}, {1})", USER_STATES.KEY, DSL.val(prefix)))
                    .orderBy(USER_STATES.KEY)
                    .limit(MAX_LISTED)
                    .forEach(row -> found.put(row.value1(), row.value2()));
            return found;
        });
    }

    @Override
    public void put(UserId user, String key, String value) {
        Checks.filled("key", key, MAX_KEY);
        Checks.text("value", value, MAX_VALUE);
        access.write("keep the state " + key + " of user " + user, Access.Repeat.SAFE, session -> {
            session.ensure(user, session.now());
            return session.dsl()
                    .insertInto(USER_STATES, USER_STATES.USER_ID, USER_STATES.KEY, USER_STATES.VALUE)
                    .values(user.value(), key, value)
                    .onConflict(USER_STATES.USER_ID, USER_STATES.KEY)
                    .doUpdate()
                    .set(USER_STATES.VALUE, value)
                    .execute();
        });
    }

    @Override
    public boolean remove(UserId user, String key) {
        Checks.filled("key", key, MAX_KEY);
        return access.write("remove the state " + key + " of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            return session.dsl()
                            .deleteFrom(USER_STATES)
                            .where(USER_STATES.USER_ID.eq(user.value()), USER_STATES.KEY.eq(key))
                            .execute()
                    > 0;
        });
    }
}
