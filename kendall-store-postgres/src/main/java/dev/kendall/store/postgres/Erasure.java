package dev.kendall.store.postgres;

import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Destroys everything about a user; what hangs on the user's row goes with it, by its foreign keys. */
final class Erasure {
    private static final Map<Kind, String> TABLES = Map.ofEntries(
            Map.entry(Kind.USERS, "users"),
            Map.entry(Kind.THREADS, "threads"),
            Map.entry(Kind.MESSAGES, "chat_messages"),
            Map.entry(Kind.CONTACTS, "contacts"),
            Map.entry(Kind.PATTERNS, "user_patterns"),
            Map.entry(Kind.MEMORIES, "user_memories"),
            Map.entry(Kind.MEMORY_REVISIONS, "memory_revisions"),
            Map.entry(Kind.EXTERNAL_IDS, "external_ids"),
            Map.entry(Kind.OUTBOX_ENTRIES, "outbox"),
            Map.entry(Kind.JOBS, "jobs"),
            Map.entry(Kind.STATES, "user_states"));

    private final Access access;

    Erasure(Access access) {
        this.access = access;
    }

    ErasureReceipt erase(UserId user) {
        return access.write("erase user " + user, Access.Repeat.UNSAFE, session -> {
            Instant now = session.now();
            if (session.lock(user).isEmpty()) {
                return new ErasureReceipt(user, now, Map.of());
            }
            Map<Kind, Long> counts = session.list(counts(user), Erasure::read).get(0);
            session.run(
                    Sql.of(access.sql("delete from {s}.users where user_id = ")).bind(user.value()));
            return new ErasureReceipt(user, now, counts);
        });
    }

    private Sql counts(UserId user) {
        Sql sql = Sql.of("select ");
        for (Kind kind : Kind.values()) {
            if (kind == Kind.VECTORS) {
                count(sql, "message_embeddings", user).add(" + ");
                count(sql, "memory_embeddings", user);
            } else {
                count(sql, Objects.requireNonNull(TABLES.get(kind)), user);
            }
            sql.add(kind.ordinal() == Kind.values().length - 1 ? "" : ", ");
        }
        return sql;
    }

    private Sql count(Sql sql, String table, UserId user) {
        return sql.add(access.sql("(select count(*) from {s}." + table + " where user_id = "))
                .bind(user.value())
                .add(")");
    }

    private static Map<Kind, Long> read(ResultSet row) throws SQLException {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, row.getLong(kind.ordinal() + 1));
        }
        return counts;
    }
}
