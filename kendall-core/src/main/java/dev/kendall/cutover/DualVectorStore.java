package dev.kendall.cutover;

import dev.kendall.chat.MessageId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Vectors are made of rows, and belong to a side: they are not copied, but made again there. Spaces are added to every side that has any and may be
 * called; what is over all users is answered by the first of them.
 */
final class DualVectorStore implements VectorStore {
    private final DualAccess access;

    DualVectorStore(DualAccess access) {
        this.access = access;
    }

    private VectorStore first() {
        return access.spaces().get(0).vectors();
    }

    @Override
    public void addSpace(EmbeddingSpace space) {
        access.spaces().stream().map(Stores::vectors).forEach(vectors -> vectors.addSpace(space));
    }

    @Override
    public void activate(EmbeddingSpace space) {
        access.spaces().stream().map(Stores::vectors).forEach(vectors -> vectors.activate(space));
    }

    @Override
    public Optional<EmbeddingSpace> findActive() {
        return first().findActive();
    }

    @Override
    public List<EmbeddingSpace> listSpaces() {
        return first().listSpaces();
    }

    @Override
    public int put(UserId user, List<NewVector> vectors) {
        return access.putVectors(user, vectors);
    }

    @Override
    public Map<MessageId, Vector> ofMessages(UserId user, EmbeddingSpace space, Collection<MessageId> messages) {
        return access.vectors(user, stores -> stores.vectors().ofMessages(user, space, messages));
    }

    @Override
    public Page<Unembedded> listUnembedded(EmbeddingSpace space, PageRequest request) {
        return first().listUnembedded(space, request);
    }

    @Override
    public long countUnembedded(UserId user, EmbeddingSpace space) {
        return access.vectors(user, stores -> stores.vectors().countUnembedded(user, space));
    }
}
