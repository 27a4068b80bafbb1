package dev.kendall.storage.inmemory;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.Vector;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a snapshot: JSON objects of a {@code kind} and a {@code value}. A head, then for each user the user, what belongs to the
 * user and what names it elsewhere, then the jobs and the days, then an end with the number of lines and a digest of them, by which a cut or changed file shows.
 */
final class SnapshotLine {
    static final int FORMAT = 2;

    private SnapshotLine() {}

    enum Kind {
        HEAD,
        USER,
        THREAD,
        MESSAGE,
        CONTACT,
        PATTERN,
        MEMORY,
        MEMORY_REVISION,
        EXTERNAL_ID,
        OUTBOX_ENTRY,
        JOB,
        STATE,
        DAILY_ROW,
        END
    }

    record Line(Kind kind, Object value) {}

    record Head(
            int format,
            List<EmbeddingSpace> spaces,
            @Nullable EmbeddingSpace active) {}

    record End(long lines, String sha256) {}

    record Link(EntityRef entity, ExternalId externalId) {}

    /** What background work keeps under a key. */
    record WorkState(String key, String value) {}

    /** A message or memory with its vectors; what else it is searched by is computed anew. */
    record Embedded<T>(T item, List<Embedding> vectors) {}

    /** A vector as little space takes: its numbers as bytes, which JSON holds in Base64. */
    record Embedding(EmbeddingSpace space, byte[] values) {
        static Embedding of(EmbeddingSpace space, Vector vector) {
            float[] values = vector.toArray();
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
            bytes.asFloatBuffer().put(values);
            return new Embedding(space, bytes.array());
        }

        Vector vector() {
            float[] floats = new float[values.length / 4];
            ByteBuffer.wrap(values).asFloatBuffer().get(floats);
            return Vector.of(floats);
        }
    }
}
