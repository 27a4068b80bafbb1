package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import java.sql.SQLException;

/**
 * Other users' messages by the hundred thousand, {@value #PER_USER} a user in threads of {@value #PER_THREAD}, made by the server itself. They
 * look as Kendall stores them: the counts are right, each user's words have hashes of their own and are as frequent as real ones (the word
 * of rank r with weight 1/r), and each message has one of the vectors that are there already.
 */
final class Mass {
    private static final int PER_USER = 1_000;
    private static final int PER_THREAD = 40;
    private static final int WORDS = 16;
    private static final int VOCABULARY = 20_000;

    private final MeasuredDatabase database;

    Mass(MeasuredDatabase database) {
        this.database = database;
    }

    /** Adds so many messages, rounded down to whole users. */
    void add(int messages) throws SQLException {
        int users = messages / PER_USER;
        if (users == 0) {
            return;
        }
        database.withoutWordIndex(() -> database.run(statements(users)));
    }

    private static String[] statements(int users) {
        return new String[] {
            "insert into kendall.users (user_id, created, updated, messages, embeddable_messages, message_words)"
                    + " select 'mass-' || u, now(), now(), %2$d, %2$d, %2$d * %3$d from generate_series(1, %1$d) u"
                            .formatted(users, PER_USER, WORDS),
            "insert into kendall.threads (user_id, thread_id, created, last_active, messages)"
                    + " select 'mass-' || u, 'thread-' || t, now(), now(), %3$d from generate_series(1, %1$d) u, generate_series(0, %2$d) t"
                            .formatted(users, PER_USER / PER_THREAD - 1, PER_THREAD),
            """
                insert into kendall.chat_messages (user_id, thread_id, message_id, role, type, text, embeddable, words, created_at)
                select 'mass-' || u, 'thread-' || (m %% %4$d), gen_random_uuid(), 'USER', 'TEXT', repeat(md5(u || ' ' || m), 4), true,
                    array(select hashint8extended(floor(exp(random() * ln(%6$d)))::bigint, u + 0 * m) as word
                        from generate_series(1, %5$d) order by word),
                    timestamptz '2025-12-01 00:00:00Z' + m * interval '1 minute'
                from generate_series(1, %1$d) u, generate_series(1, %2$d) m""".formatted(users, PER_USER, PER_THREAD, PER_USER / PER_THREAD, WORDS, VOCABULARY),
            """
                create temporary table some_vectors as
                select row_number() over () - 1 as n, space_id, embedding from kendall.message_embeddings limit 1000""",
            "alter table some_vectors add primary key (n)",
            "analyze some_vectors",
            """
                insert into kendall.message_embeddings (user_id, message_id, space_id, embedding)
                select m.user_id, m.message_id, v.space_id, v.embedding
                from (select user_id, message_id, row_number() over () as n from kendall.chat_messages where user_id like 'mass-%') m
                join some_vectors v on v.n = m.n % (select count(*) from some_vectors)""",
            """
                insert into kendall.embedding_counts (user_id, space_id, messages)
                select user_id, space_id, count(*) from kendall.message_embeddings where user_id like 'mass-%' group by user_id, space_id"""
        };
    }
}
