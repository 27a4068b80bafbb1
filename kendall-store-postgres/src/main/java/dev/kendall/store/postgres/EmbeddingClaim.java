package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import dev.kendall.search.Unembedded;
import java.time.Instant;

/**
 * A row to embed that one worker has to itself for a while.
 *
 * @param attempts how often it was claimed, with this time
 * @param lease until when it is claimed; together with the attempts it tells this claim from a later one
 */
record EmbeddingClaim(Unembedded row, int attempts, Instant lease) {
    EntityRef source() {
        return row.source();
    }
}
