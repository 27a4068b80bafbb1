package dev.kendall.search;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.MessageId;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Embedding spaces, and the vectors of messages and memories in them. Several spaces live side by side, so that a new model is
 * filled while the old one is searched; one is active. Thread-safe.
 *
 * <p>Rows are written first and vectors follow: a row without a vector is stored safely, found by word, and counted by {@link
 * #countUnembedded}. Rows whose {@link EmbeddingText} is blank never get one and are not counted.
 */
public interface VectorStore {
    /** Adds a space; the first one becomes the active one. Adding it again changes nothing. (VECTOR-1) */
    void addSpace(EmbeddingSpace space);

    /**
     * Makes a space the active one, at once: the one whose model {@code Kendall.open} asks for. Whoever opened the storage before goes on in
     * the space it was opened with, until it is opened again. (VECTOR-2)
     *
     * @throws NotFound when the space was not added
     */
    void activate(EmbeddingSpace space);

    /** The active space; empty while there is none at all. (VECTOR-2) */
    Optional<EmbeddingSpace> findActive();

    /** All spaces, by model, then by dimensions. (VECTOR-1) */
    List<EmbeddingSpace> listSpaces();

    /**
     * Stores vectors, each in the place of an older one of the same row and space. One whose row is gone, says something else
     * than was embedded, or is blank, is left out. (VECTOR-3)
     *
     * @return how many were stored
     * @throws NotFound when a space was not added; nothing is stored then
     * @throws IllegalArgumentException when a source belongs to another user; nothing is stored then
     */
    int put(UserId user, List<NewVector> vectors);

    /**
     * The vectors of the user's messages in the space: of those that the user has and that have one. Their direction is that of what was put; their numbers
     * are as precise as the backend keeps them, which may have brought them to length one. (VECTOR-5)
     *
     * @param messages up to {@value ChatStore#MAX_BATCH}
     * @throws NotFound when the space was not added
     */
    Map<MessageId, Vector> ofMessages(UserId user, EmbeddingSpace space, Collection<MessageId> messages);

    /**
     * The rows of all users that have no vector in the space: by user in code points, messages before memories, oldest first, ties by id.
     * (VECTOR-4)
     *
     * @throws NotFound when the space was not added
     */
    Page<Unembedded> listUnembedded(EmbeddingSpace space, PageRequest request);

    /**
     * How many rows of the user have no vector in the space. (VECTOR-4)
     *
     * @throws NotFound when the space was not added
     */
    long countUnembedded(UserId user, EmbeddingSpace space);
}
