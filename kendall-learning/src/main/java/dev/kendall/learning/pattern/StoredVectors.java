package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embeddings of messages as they are stored, in the space that is active: read page by page before anything looks at them, so that no extractor waits.
 * Immutable.
 *
 * <p>At most {@value #MAX_NUMBERS} numbers are held, 32 MB, of the newest messages: those of a whole {@link PatternWindow} for models of up to 2,000
 * dimensions. A message without a vector, because its model was away for instance, is compared by its words.
 */
public final class StoredVectors implements MessageVectors {
    private static final int MAX_NUMBERS = 8_000_000;

    /** How many are read at once. */
    private static final int PAGE = 250;

    private final Map<MessageId, Vector> vectors;

    private StoredVectors(Map<MessageId, Vector> vectors) {
        this.vectors = vectors;
    }

    /** Those of the user's messages; none where the storage keeps none. */
    public static MessageVectors read(Stores stores, UserId user, Collection<Message> messages) {
        boolean keepsNone =
                stores instanceof Storage storage && !storage.capabilities().contains(Capability.SEMANTIC_SEARCH);
        EmbeddingSpace space = keepsNone ? null : stores.vectors().findActive().orElse(null);
        return space == null ? MessageVectors.none() : read(stores.vectors(), space, user, messages);
    }

    private static MessageVectors read(
            VectorStore store, EmbeddingSpace space, UserId user, Collection<Message> messages) {
        List<MessageId> newest = messages.stream()
                .sorted(Message.CHRONOLOGICAL.reversed())
                .limit(MAX_NUMBERS / space.dimensions())
                .map(Message::id)
                .toList();
        Map<MessageId, Vector> vectors = new HashMap<>();
        for (int from = 0; from < newest.size(); from += PAGE) {
            vectors.putAll(store.ofMessages(user, space, newest.subList(from, Math.min(newest.size(), from + PAGE))));
        }
        return new StoredVectors(vectors);
    }

    @Override
    public Optional<Vector> find(MessageId id) {
        return Optional.ofNullable(vectors.get(id));
    }
}
