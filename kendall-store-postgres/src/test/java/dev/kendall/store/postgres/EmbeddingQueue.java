package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.embedding.Embedder;
import dev.kendall.id.UuidV7;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.testkit.FaultyEmbeddingModel;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An empty storage whose clock stands still, a model that can be made to fail, and a look at the queue between them. */
final class EmbeddingQueue implements AutoCloseable {
    static final UserId ANN = UserId.of("ann");
    static final UserId BEN = UserId.of("ben");
    static final ThreadId WEB = ThreadId.of("web");

    final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    final PostgresStorage storage;
    final FaultyEmbeddingModel model = FaultyEmbeddingModel.over(HashingEmbeddingModel.create());
    final Embedder embedder = Embedder.of(model);

    EmbeddingQueue() {
        PostgresFixture.empty();
        storage = PostgresStorage.builder(PostgresFixture.dataSource())
                .clock(clock)
                .ids(UuidV7.secure(clock))
                .open();
    }

    /** A worker that runs when told to. */
    EmbeddingWorker worker(EmbeddingWorkerOptions.Builder options) {
        return EmbeddingWorker.of(storage, embedder, options.build());
    }

    EmbeddingSpace space() {
        return embedder.space();
    }

    List<Message> say(UserId user, String... texts) {
        return storage.chat()
                .append(user, WEB, List.of(texts).stream().map(NewMessage::user).toList());
    }

    void sayMany(UserId user, int from, int to) {
        say(user, IntStream.range(from, to).mapToObj(i -> "text " + i).toArray(String[]::new));
    }

    long unembedded(UserId user) {
        return storage.vectors().countUnembedded(user, space());
    }

    /** What is queued: kind, attempts, and when it is due, in seconds from now or "never". */
    List<String> jobs() {
        return list("select kind, attempts, case when due_at = 'infinity' then 'never'"
                + " else round(extract(epoch from due_at - '" + clock.instant() + "'))::text end"
                + " from kendall.embedding_jobs order by user_id, kind desc, source_id");
    }

    /** The rows of a query, their columns with blanks between them. */
    List<String> list(String sql) {
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                result.add(String.join(" ", columns));
            }
            return result;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    void run(String sql) {
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public void close() {
        storage.close();
    }
}
