package dev.kendall.store.postgres;

import dev.kendall.search.EmbeddingSpace;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** A connection at work for one call or one transaction. */
final class Session {
    private final Backend backend;
    private final Connection connection;
    private final DSLContext dsl;

    private final boolean ofItsOwn;
    private final Map<EmbeddingSpace, Spaces.StoredSpace> spaces = new HashMap<>();

    /**
     * A session.
     *
     * @param ofItsOwn whether what it reads is committed, by others or by itself before; not in a transaction, which may be rolled back
     */
    Session(Backend backend, Connection connection, boolean ofItsOwn) {
        this.backend = backend;
        this.connection = connection;
        this.ofItsOwn = ofItsOwn;
        this.dsl = backend.jooq(connection);
    }

    /** Makes a value out of the present row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    DSLContext dsl() {
        return dsl;
    }

    boolean isOfItsOwn() {
        return ofItsOwn;
    }

    /** The spaces that it has looked up: none goes while it lasts, but it may be the only one that sees them. */
    Map<EmbeddingSpace, Spaces.StoredSpace> spaces() {
        return spaces;
    }

    Connection connection() {
        return connection;
    }

    Backend backend() {
        return backend;
    }

    Instant now() {
        return backend.now();
    }

    UUID newId() {
        return backend.ids().next();
    }

    /** The rows of a query. */
    <T> List<T> list(Sql query, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepare(query);
                ResultSet rows = statement.executeQuery()) {
            return all(rows, reader);
        }
    }

    /** The row of a query, where there is one. */
    <T> Optional<T> find(Sql query, RowReader<T> reader) throws SQLException {
        return list(query, reader).stream().findFirst();
    }

    /** The one number that a query gives. */
    long number(Sql query) throws SQLException {
        return list(query, row -> row.getLong(1)).get(0);
    }

    /** Runs a statement that gives no rows. */
    int run(Sql statement) throws SQLException {
        try (PreparedStatement prepared = prepare(statement)) {
            return prepared.executeUpdate();
        }
    }

    PreparedStatement prepare(Sql sql) throws SQLException {
        PreparedStatement statement = sql.prepare(connection);
        statement.setQueryTimeout(backend.statementTimeoutSeconds());
        return statement;
    }

    static <T> List<T> all(ResultSet rows, RowReader<T> reader) throws SQLException {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
            result.add(reader.read(rows));
        }
        return result;
    }

    /**
     * Locks the user until the transaction ends, so that whoever writes for a user does so one after the other and sees what the others did.
     *
     * @return the user, where it exists
     */
    Optional<User> lock(UserId user) throws SQLException {
        return find(
                Sql.of(backend.sql("update {s}.users u set revision = revision + 1 where user_id = "))
                        .bind(user.value())
                        .add(" and ")
                        .add(lockTimeout())
                        .add(" returning ")
                        .add(UserRow.columns("u")),
                UserRow::read);
    }

    /**
     * A user who is there now.
     *
     * @param created whether it was not before
     */
    record Ensured(User user, boolean created) {}

    /** As {@link #lock}, and creates the user when it does not exist. */
    Ensured ensure(UserId user, Instant now) throws SQLException {
        return find(
                        Sql.of(backend.sql("insert into {s}.users as u (user_id, created, updated) select "))
                                .bind(user.value())
                                .add(", ")
                                .bind(now)
                                .add(", ")
                                .bind(now)
                                .add(" where ")
                                .add(lockTimeout())
                                .add(" on conflict (user_id) do update set revision = u.revision + 1 returning ")
                                .add(UserRow.columns("u"))
                                .add(", xmax = 0"),
                        row -> new Ensured(UserRow.read(row), row.getBoolean(UserRow.WIDTH + 1)))
                .orElseThrow();
    }

    /** A condition that always holds, and limits how long the rest of the transaction waits for a lock. */
    Sql lockTimeout() {
        return Sql.of("(select set_config('lock_timeout', ")
                .bind(Long.toString(backend.options().lockTimeout().toMillis()))
                .add(", true)) is not null");
    }
}
