package dev.kendall.benchmarks.postgres.retrieval;

import com.pgvector.PGvector;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Hybrid search as a careful programmer writes it without Kendall: one table that has everything, one statement, plain JDBC. The user's 100
 * nearest vectors, exactly; the user's 100 best of all rows with any of the words, ranked by {@code ts_rank_cd}; both fused by reciprocal
 * rank, and the best ten rows read. Thread-safe.
 */
final class HandWrittenSearch {
    /**
     * The key leads to a user's rows, which are written side by side. There is no index over words or vectors: a search for one user of many
     * would have to leave out nearly all that it finds there.
     */
    private static final String[] TABLE = {"create schema by_hand", """
        create table by_hand.messages (user_id text not null, message_id uuid not null, thread_id text not null, role text not null,
            body text not null, created_at timestamptz not null, words tsvector not null, embedding vector(384) not null,
            primary key (user_id, message_id)) with (toast_tuple_target = 8160)""", """
        insert into by_hand.messages
        select m.user_id, m.message_id, m.thread_id, m.role, m.text, m.created_at, to_tsvector('english', m.text), e.embedding
        from kendall.chat_messages m join kendall.message_embeddings e using (user_id, message_id)
        order by m.user_id, m.message_id"""};

    private static final String SEARCH = """
            with semantic as (
                select message_id, row_number() over (order by distance) as rank
                from (select message_id, embedding <=> ? as distance from by_hand.messages
                    where user_id = ? order by distance limit 100) nearest),
            keyword as (
                select message_id, row_number() over (order by score desc) as rank
                from (select message_id, ts_rank_cd(words, query) as score
                    from by_hand.messages, cast(replace(plainto_tsquery('english', ?)::text, '&', '|') as tsquery) as query
                    where user_id = ? and words @@ query order by score desc limit 100) ranked),
            best as (
                select message_id, coalesce(1.0 / (60 + s.rank), 0) + coalesce(1.0 / (60 + k.rank), 0) as score
                from semantic s full join keyword k using (message_id) order by score desc limit 10)
            select m.message_id, m.thread_id, m.role, m.body, m.created_at, b.score
            from best b join by_hand.messages m on m.user_id = ? and m.message_id = b.message_id
            order by b.score desc""";

    private final DataSource source;

    HandWrittenSearch(DataSource source) {
        this.source = source;
    }

    /** A row that was found. */
    record Found(UUID id, String thread, String role, String body, OffsetDateTime created, double score) {}

    /** Makes the table, from Kendall's rows. */
    static void prepare(MeasuredDatabase database) throws SQLException {
        database.run(TABLE);
    }

    /** The best ten rows of a user. */
    List<Found> search(UserId user, String text, SpaceVector vector) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(SEARCH)) {
            statement.setObject(1, new PGvector(vector.vector().toArray()));
            statement.setString(2, user.value());
            statement.setString(3, text);
            statement.setString(4, user.value());
            statement.setString(5, user.value());
            List<Found> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getObject(5, OffsetDateTime.class),
                            row.getDouble(6)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the search by hand failed", e);
        }
    }
}
