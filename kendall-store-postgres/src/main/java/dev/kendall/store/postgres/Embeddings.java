package dev.kendall.store.postgres;

import dev.kendall.entity.EntityKind;

/**
 * The tables and columns of one kind of rows that have vectors.
 *
 * @param rows the table of the rows, which the statements call {@code m}
 * @param id the column of their ids
 * @param embeddings the table of their vectors
 * @param count the column of {@code embedding_counts} that counts these
 * @param text the {@link dev.kendall.search.EmbeddingText} of a row
 * @param time the column by which rows are in order
 * @param embeddable the condition under which a row gets a vector
 */
record Embeddings(
        EntityKind kind,
        String rows,
        String id,
        String embeddings,
        String count,
        String text,
        String time,
        String embeddable) {
    static final Embeddings MESSAGES = new Embeddings(
            EntityKind.MESSAGE,
            "chat_messages",
            "message_id",
            "message_embeddings",
            "messages",
            "case when m.speaker is null or not m.embeddable then m.text else m.speaker || ': ' || m.text end",
            "created_at",
            "m.embeddable");

    static final Embeddings MEMORIES = new Embeddings(
            EntityKind.MEMORY,
            "user_memories",
            "memory_id",
            "memory_embeddings",
            "memories",
            "m.key || ': ' || m.value || case when m.context is null then '' else ' (' || m.context || ')' end",
            "recorded_at",
            "true");

    static Embeddings of(EntityKind kind) {
        return kind == EntityKind.MESSAGE ? MESSAGES : MEMORIES;
    }
}
