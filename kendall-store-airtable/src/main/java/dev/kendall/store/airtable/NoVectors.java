package dev.kendall.store.airtable;

import dev.kendall.chat.MessageId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses every call. */
final class NoVectors implements VectorStore {
    @Override
    public void addSpace(EmbeddingSpace space) {
        throw Refusals.meaning();
    }

    @Override
    public void activate(EmbeddingSpace space) {
        throw Refusals.meaning();
    }

    @Override
    public Optional<EmbeddingSpace> findActive() {
        throw Refusals.meaning();
    }

    @Override
    public List<EmbeddingSpace> listSpaces() {
        throw Refusals.meaning();
    }

    @Override
    public int put(UserId user, List<NewVector> vectors) {
        throw Refusals.meaning();
    }

    @Override
    public Map<MessageId, Vector> ofMessages(UserId user, EmbeddingSpace space, Collection<MessageId> messages) {
        throw Refusals.meaning();
    }

    @Override
    public Page<Unembedded> listUnembedded(EmbeddingSpace space, PageRequest request) {
        throw Refusals.meaning();
    }

    @Override
    public long countUnembedded(UserId user, EmbeddingSpace space) {
        throw Refusals.meaning();
    }
}
