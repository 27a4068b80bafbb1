package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.jdbc.core.JdbcTemplate;

/** Spring AI's {@link PgVectorStore} with its defaults and the user in the metadata. */
final class SpringAiStore implements SearchedStore {
    private static final String USER = "user_id";

    private final Pool pool;
    private final GivenEmbeddings embeddings = new GivenEmbeddings();
    private PgVectorStore store;

    /** A store in an empty database. */
    SpringAiStore(Pool pool) {
        this.pool = pool;
        // The same graph is built in a tenth of the time when the rows are there.
        this.store = open(PgVectorStore.PgIndexType.NONE);
    }

    private PgVectorStore open(PgVectorStore.PgIndexType index) {
        PgVectorStore opened = PgVectorStore.builder(new JdbcTemplate(pool.source()), embeddings)
                .dimensions(SyntheticEmbeddings.SPACE.dimensions())
                .batchingStrategy(List::of)
                .indexType(index)
                .initializeSchema(true)
                .build();
        opened.afterPropertiesSet();
        return opened;
    }

    @Override
    public String name() {
        return "Spring AI, HNSW";
    }

    @Override
    public void fill(Population population) throws SQLException {
        Batches.of(population, this::write);
        store = open(PgVectorStore.PgIndexType.HNSW);
        pool.tidy();
    }

    private void write(List<Row> rows) {
        rows.forEach(row ->
                embeddings.give(row.id().toString(), row.vector().vector().toArray()));
        store.add(rows.stream()
                .map(row -> Document.builder()
                        .id(row.id().toString())
                        .text(row.text())
                        .metadata(Map.of(USER, row.user().value()))
                        .build())
                .toList());
        embeddings.forget();
    }

    @Override
    public List<UUID> search(Question question) {
        embeddings.give(question.text(), question.vector().vector().toArray());
        SearchRequest request = SearchRequest.builder()
                .query(question.text())
                .topK(Question.LIMIT)
                .filterExpression(new FilterExpressionBuilder()
                        .eq(USER, question.user().value())
                        .build())
                .build();
        List<UUID> found = store.similaritySearch(request).stream()
                .map(document -> UUID.fromString(document.getId()))
                .toList();
        embeddings.forget();
        return found;
    }

    @Override
    public void close() {
        pool.close();
    }
}
