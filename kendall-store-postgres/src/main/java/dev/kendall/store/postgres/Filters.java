package dev.kendall.store.postgres;

import dev.kendall.chat.MessageFilter;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternType;
import dev.kendall.thread.ThreadId;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters as conditions, each beginning with "and". */
final class Filters {
    private Filters() {}

    /** On the messages {@code m}. */
    static Sql of(MessageFilter filter) {
        Sql sql = new Sql();
        if (filter.threads().size() == 1) {
            sql.add(" and m.thread_id = ")
                    .bind(filter.threads().iterator().next().value());
        } else {
            in(
                    sql,
                    "m.thread_id",
                    filter.threads().stream().map(ThreadId::value).toList());
        }
        notIn(
                sql,
                "m.thread_id",
                filter.notThreads().stream().map(ThreadId::value).toList());
        between(sql, "m.created_at", filter.from(), filter.to());
        in(sql, "m.role", names(filter.roles()));
        in(sql, "m.type", names(filter.types()));
        return sql;
    }

    /** On the memories {@code m}. */
    static Sql of(MemoryFilter filter) {
        Sql sql = new Sql();
        switch (filter.state()) {
            case CURRENT -> sql.add(" and m.superseded_at is null");
            case CLOSED -> sql.add(" and m.superseded_at is not null");
            case ANY -> sql.add("");
        }
        Instant time = filter.recallableAt();
        if (time != null) {
            sql.add(" and m.superseded_at is null and (m.valid_from is null or m.valid_from <= ")
                    .bind(time)
                    .add(") and (m.valid_to is null or m.valid_to > ")
                    .bind(time)
                    .add(") and (m.expires_at is null or m.expires_at > ")
                    .bind(time)
                    .add(")");
        }
        in(sql, "m.type", filter.types().stream().map(MemoryType::value).toList());
        notIn(sql, "m.type", filter.notTypes().stream().map(MemoryType::value).toList());
        in(sql, "m.key", filter.keys());
        in(sql, "m.importance", names(filter.importances()));
        between(sql, "m.recorded_at", filter.from(), filter.to());
        return sql;
    }

    /** On the patterns {@code p}. */
    static Sql of(PatternFilter filter) {
        Sql sql = new Sql();
        in(sql, "p.status", names(filter.statuses()));
        in(sql, "p.type", filter.types().stream().map(PatternType::value).toList());
        if (filter.contact() != null) {
            sql.add(" and p.contact_id = ").bind(filter.contact().value());
        }
        if (filter.minConfidence() > 0) {
            sql.add(" and p.confidence >= ").bind(filter.minConfidence());
        }
        return sql;
    }

    private static Collection<String> names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).sorted().toList();
    }

    private static void in(Sql sql, String column, Collection<String> values) {
        if (!values.isEmpty()) {
            sql.add(" and " + column + " = any(")
                    .bindArray("text", values.stream().sorted().toList())
                    .add(")");
        }
    }

    private static void notIn(Sql sql, String column, Collection<String> values) {
        if (!values.isEmpty()) {
            sql.add(" and " + column + " <> all(")
                    .bindArray("text", values.stream().sorted().toList())
                    .add(")");
        }
    }

    private static void between(Sql sql, String column, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            sql.add(" and " + column + " >= ").bind(from);
        }
        if (to != null) {
            sql.add(" and " + column + " < ").bind(to);
        }
    }
}
