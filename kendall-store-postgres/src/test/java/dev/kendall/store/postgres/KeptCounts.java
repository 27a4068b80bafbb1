package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The numbers that writes keep beside the rows, counted anew from the rows: of messages, memories and their words on users, of messages on
 * threads, of vectors per user and space. A row without a vector has to wait for one, and a row with one must not.
 */
final class KeptCounts {
    private static final String USERS = """
            select 'user ' || u.user_id || ': ' || u.kept::text || ' are kept, ' || c.counted::text || ' are there'
            from (select user_id, array[messages, embeddable_messages, message_words, memories, memory_words] as kept
                from {s}.users) u
            cross join lateral (select array[
                (select count(*) from {s}.chat_messages m where m.user_id = u.user_id),
                (select count(*) from {s}.chat_messages m where m.user_id = u.user_id and m.embeddable),
                (select coalesce(sum(cardinality(m.words)), 0) from {s}.chat_messages m where m.user_id = u.user_id),
                (select count(*) from {s}.user_memories m where m.user_id = u.user_id),
                (select coalesce(sum(cardinality(m.words)), 0) from {s}.user_memories m where m.user_id = u.user_id)
                ]::bigint[] as counted) c
            where u.kept <> c.counted""";

    private static final String THREADS = """
            select 'thread ' || t.thread_id || ' of user ' || t.user_id || ': ' || t.messages || ' messages are kept, '
                || c.messages || ' are there'
            from {s}.threads t
            cross join lateral (select count(*) as messages from {s}.chat_messages m
                where m.user_id = t.user_id and m.thread_id = t.thread_id) c
            where t.messages <> c.messages""";

    private static final String VECTORS = """
            select 'space ' || space_id || ' of user ' || user_id || ': ' || coalesce(kept.messages, 0) || ' messages and '
                || coalesce(kept.memories, 0) || ' memories are kept, ' || counted.messages || ' and ' || counted.memories
                || ' are there'
            from {s}.embedding_counts kept
            full join (
                select user_id, space_id, count(*) filter (where kind = 'MESSAGE') as messages,
                    count(*) filter (where kind = 'MEMORY') as memories
                from (select user_id, space_id, 'MESSAGE' as kind from {s}.message_embeddings
                    union all select user_id, space_id, 'MEMORY' from {s}.memory_embeddings) v
                group by user_id, space_id) counted using (user_id, space_id)
            where coalesce(kept.messages, 0) <> coalesce(counted.messages, 0)
                or coalesce(kept.memories, 0) <> coalesce(counted.memories, 0)""";

    /** Only a host that puts vectors itself, into a space that is not active, leaves rows that nobody waits for. */
    private static final String JOBS = """
            select j.kind || ' ' || j.source_id || ' of user ' || j.user_id || ' waits for the vector that it has'
            from {s}.embedding_jobs j
            where exists (select from {s}.message_embeddings v where j.kind = 'MESSAGE' and v.user_id = j.user_id
                    and v.space_id = j.space_id and v.message_id = j.source_id)
                or exists (select from {s}.memory_embeddings v where j.kind = 'MEMORY' and v.user_id = j.user_id
                    and v.space_id = j.space_id and v.memory_id = j.source_id)
            union all
            select 'job for ' || j.kind || ' ' || j.source_id || ' of user ' || j.user_id || ', which is gone'
            from {s}.embedding_jobs j
            where not exists (select from {s}.chat_messages m where j.kind = 'MESSAGE' and m.user_id = j.user_id
                    and m.message_id = j.source_id)
                and not exists (select from {s}.user_memories m where j.kind = 'MEMORY' and m.user_id = j.user_id
                    and m.memory_id = j.source_id)""";

    private KeptCounts() {}

    /** All numbers in the schema {@value PostgresSchema#DEFAULT_NAME} are those of the rows. */
    static void assertRight(DataSource dataSource) {
        assertRight(dataSource, PostgresSchema.DEFAULT_NAME);
    }

    /** All numbers in the schema are those of the rows. */
    static void assertRight(DataSource dataSource, String schema) {
        String quoted = new SchemaName(schema).quoted();
        List<String> wrong = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String query : List.of(USERS, THREADS, VECTORS, JOBS)) {
                try (ResultSet rows = statement.executeQuery(query.replace("{s}", quoted))) {
                    while (rows.next()) {
                        wrong.add(rows.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError("the counts could not be read", e);
        }
        assertThat(wrong).as("kept numbers that are wrong").isEmpty();
    }
}
