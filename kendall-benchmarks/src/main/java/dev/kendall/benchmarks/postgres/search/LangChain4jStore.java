package dev.kendall.benchmarks.postgres.search;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.pgvector.DefaultMetadataStorageConfig;
import dev.langchain4j.store.embedding.pgvector.MetadataStorageMode;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** langchain4j's {@link PgVectorEmbeddingStore} with the user in the metadata. */
final class LangChain4jStore implements SearchedStore {
    private static final String USER = "user_id";

    private final String name;
    private final Pool pool;
    private final UnaryOperator<PgVectorEmbeddingStore.DatasourceBuilder> indexing;
    private final UnaryOperator<PgVectorEmbeddingStore.DatasourceBuilder> columns;
    private EmbeddingStore<TextSegment> store;

    /**
     * A store in an empty database.
     *
     * @param columns how it keeps the metadata
     * @param indexing what is set only once the rows are there: an IVFFlat index takes its lists from the rows that it finds
     */
    private LangChain4jStore(
            String name,
            Pool pool,
            UnaryOperator<PgVectorEmbeddingStore.DatasourceBuilder> columns,
            UnaryOperator<PgVectorEmbeddingStore.DatasourceBuilder> indexing) {
        this.name = name;
        this.pool = pool;
        this.columns = columns;
        this.indexing = indexing;
        this.store = columns.apply(builder()).build();
    }

    /** Only what has to be set. */
    static LangChain4jStore byDefault(Pool pool) {
        return new LangChain4jStore("langchain4j", pool, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** With its index over the vectors, of as many lists as pgvector's documentation advises: a thousandth of the rows. */
    static LangChain4jStore withVectorIndex(Pool pool, int rows) {
        return new LangChain4jStore(
                "langchain4j, IVFFlat",
                pool,
                UnaryOperator.identity(),
                builder -> builder.useIndex(true).indexListSize(Math.max(1, rows / 1_000)));
    }

    /** With a column for the user and an index over it: the best that its options allow for such searches. */
    static LangChain4jStore withUserColumn(Pool pool) {
        return new LangChain4jStore(
                "langchain4j, user column",
                pool,
                builder -> builder.metadataStorageConfig(DefaultMetadataStorageConfig.builder()
                        .storageMode(MetadataStorageMode.COLUMN_PER_KEY)
                        .columnDefinitions(List.of(USER + " text null"))
                        .indexes(List.of(USER))
                        .build()),
                UnaryOperator.identity());
    }

    private PgVectorEmbeddingStore.DatasourceBuilder builder() {
        return PgVectorEmbeddingStore.datasourceBuilder()
                .datasource(pool.source())
                .table("embeddings")
                .dimension(SyntheticEmbeddings.SPACE.dimensions());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void fill(Population population) throws SQLException {
        Batches.of(population, this::write);
        store = indexing.apply(columns.apply(builder())).build();
        pool.tidy();
    }

    private void write(List<Row> rows) {
        store.addAll(
                rows.stream().map(row -> row.id().toString()).toList(),
                rows.stream().map(row -> embedding(row.vector().vector())).toList(),
                rows.stream()
                        .map(row -> TextSegment.from(
                                row.text(), Metadata.from(USER, row.user().value())))
                        .toList());
    }

    private static Embedding embedding(dev.kendall.search.Vector vector) {
        return Embedding.from(vector.toArray());
    }

    @Override
    public List<UUID> search(Question question) {
        EmbeddingSearchRequest request = EmbeddingSearchRequest.builder()
                .queryEmbedding(embedding(question.vector().vector()))
                .filter(metadataKey(USER).isEqualTo(question.user().value()))
                .maxResults(Question.LIMIT)
                .build();
        return store.search(request).matches().stream()
                .map(match -> UUID.fromString(match.embeddingId()))
                .toList();
    }

    @Override
    public void close() {
        pool.close();
    }
}
