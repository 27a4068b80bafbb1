package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EMBEDDING_SPACES;

import dev.kendall.failure.NotFound;
import dev.kendall.search.EmbeddingSpace;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Record2;

/** The spaces' numbers. A space never goes, so that what was once seen committed is known for good, and
 * what a transaction saw, until it ends. Thread-safe. */
final class Spaces {
    private final Map<EmbeddingSpace, StoredSpace> known = new ConcurrentHashMap<>();

    /** A space as stored. */
    record StoredSpace(int id, VectorPrecision precision) {}

    /** The number of a space, which is added when it is new. */
    static int added(PostgresStorage storage, EmbeddingSpace space) {
        storage.vectors().addSpace(space);
        Access access = storage.access();
        return access.read(
                "find the embedding space " + space,
                null,
                session -> access.backend().spaces().get(session, space).id());
    }

    /**
     * The stored space.
     *
     * @throws NotFound when it was not added
     */
    StoredSpace get(Session session, EmbeddingSpace space) {
        return find(session, space)
                .orElseThrow(() -> new NotFound(
                        "there is no embedding space " + space + "; add it with vectors().addSpace(…) first"));
    }

    private Optional<StoredSpace> find(Session session, EmbeddingSpace space) {
        StoredSpace stored = known.getOrDefault(space, session.spaces().get(space));
        return stored != null ? Optional.of(stored) : read(session, space);
    }

    private Optional<StoredSpace> read(Session session, EmbeddingSpace space) {
        Optional<StoredSpace> stored = session.dsl()
                .select(EMBEDDING_SPACES.SPACE_ID, EMBEDDING_SPACES.STORAGE)
                .from(EMBEDDING_SPACES)
                .where(EMBEDDING_SPACES.MODEL.eq(space.model()), EMBEDDING_SPACES.DIMENSIONS.eq(space.dimensions()))
                .fetchOptional()
                .map(Spaces::stored);
        stored.ifPresent(found -> (session.isOfItsOwn() ? known : session.spaces()).put(space, found));
        return stored;
    }

    private static StoredSpace stored(Record2<Integer, String> row) {
        VectorPrecision precision = row.value2().equals("HALFVEC") ? VectorPrecision.HALF : VectorPrecision.SINGLE;
        return new StoredSpace(row.value1(), precision);
    }
}
