package dev.kendall.store.postgres;

import dev.kendall.chat.MessageId;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.Map;

/** Deletes messages with all that hangs on them, and keeps the counts; the user is locked before. */
final class MessageRemoval {
    private static final String TEMPLATE = """
            with gone as materialized (
                select m.message_id, m.thread_id, m.embeddable, cardinality(m.words) as words from {s}.chat_messages m
                where m.user_id = $user and $which),
            vectors as materialized (
                select e.space_id, count(*) as n from {s}.message_embeddings e join gone using (message_id)
                where e.user_id = $user group by e.space_id),
            counts as (
                update {s}.embedding_counts c set messages = c.messages - v.n from vectors v
                where c.user_id = $user and c.space_id = v.space_id),
            ids as (
                delete from {s}.external_ids x using gone
                where x.user_id = $user and x.kind = 'MESSAGE' and x.entity_id = gone.message_id::text),
            jobs as (
                delete from {s}.embedding_jobs j using gone
                where j.user_id = $user and j.kind = 'MESSAGE' and j.source_id = gone.message_id),
            totals as (
                update {s}.users u set messages = u.messages - g.n, embeddable_messages = u.embeddable_messages - g.e,
                    message_words = u.message_words - g.w
                from (select count(*) as n, count(*) filter (where embeddable) as e, coalesce(sum(words), 0) as w from gone) g
                where u.user_id = $user),
            threads as (
                update {s}.threads t set messages = t.messages - g.n
                from (select thread_id, count(*) as n from gone group by thread_id) g
                where t.user_id = $user and t.thread_id = g.thread_id),
            deleted as (
                delete from {s}.chat_messages m using gone where m.user_id = $user and m.message_id = gone.message_id)
            select count(*) from gone""";

    private final String template;

    MessageRemoval(Backend backend) {
        this.template = backend.sql(TEMPLATE);
    }

    /** Deletes one; whether it was there. */
    boolean remove(Session session, UserId user, MessageId id) throws SQLException {
        return session.number(sql(user, Sql.of("m.message_id = ").bind(id.value()))) > 0;
    }

    /** Deletes all of a thread. */
    void removeAllOf(Session session, UserId user, ThreadId thread) throws SQLException {
        session.number(sql(user, Sql.of("m.thread_id = ").bind(thread.value())));
    }

    private Sql sql(UserId user, Sql which) {
        return Sql.template(template, Map.of("user", user.value(), "which", which));
    }
}
