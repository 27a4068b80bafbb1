package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.store.postgres.PostgresOptions;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Kendall, with one thread a user, and the indexes that its maintenance finds due. */
final class KendallStore implements SearchedStore {
    static final String NAME = "Kendall";

    private static final ThreadId THREAD = ThreadId.of("thread");

    private final String name;
    private final Pool pool;
    private final PostgresStorage storage;

    private KendallStore(String name, Pool pool, PostgresOptions options) {
        this.name = name;
        this.pool = pool;
        this.storage = PostgresStorage.builder(pool.source()).options(options).open();
    }

    /** With the defaults, in an empty database. */
    static KendallStore empty(Pool pool) {
        PostgresSchema.of(pool.source()).migrate();
        return new KendallStore(NAME, pool, PostgresOptions.defaults());
    }

    /** The same rows under another limit for the exact way; not to be filled. */
    KendallStore withExactScanLimit(String name, long limit) {
        return new KendallStore(
                name, pool, PostgresOptions.builder().exactScanLimit(limit).build());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void fill(Population population) throws SQLException {
        storage.vectors().addSpace(SyntheticEmbeddings.SPACE);
        List<Row> run = new ArrayList<>();
        population.forEachRow(row -> {
            if (!run.isEmpty() && !run.get(0).user().equals(row.user())) {
                write(run);
                run.clear();
            }
            run.add(row);
        });
        write(run);
        storage.vectorIndexes().ensure();
        pool.tidy();
    }

    private void write(List<Row> rows) {
        UserId user = rows.get(0).user();
        List<NewMessage> messages = rows.stream()
                .map(row -> NewMessage.user(row.text())
                        .withId(new MessageId(row.id()))
                        .withCreatedAt(row.time()))
                .toList();
        List<Message> stored = storage.chat().append(user, THREAD, messages);
        List<NewVector> vectors = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Message message = stored.get(i);
            vectors.add(new NewVector(
                    EntityRef.of(user, message.id()),
                    EmbeddingText.of(message),
                    rows.get(i).vector()));
        }
        storage.vectors().put(user, vectors);
    }

    @Override
    public List<UUID> search(Question question) {
        SearchQuery query = SearchQuery.of(question.text())
                .vector(question.vector())
                .in(SearchMode.SEMANTIC)
                .limit(Question.LIMIT);
        return storage.search().messages(question.user(), query, MessageFilter.all()).hits().stream()
                .map(hit -> hit.item().id().value())
                .toList();
    }

    @Override
    public void close() {
        storage.close();
        pool.close();
    }
}
