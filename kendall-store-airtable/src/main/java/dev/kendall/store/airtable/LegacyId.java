package dev.kendall.store.airtable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * The id of a record that Kendall has not written yet: a UUID of version 7 whose time is the record's creation, and whose other bits are the first
 * of SHA-256 over {@code base id/record id}. So it is the same in every run and in every process, sorts by time as all ids do, and leads back to
 * the record: it is one of those that were created in that second.
 */
final class LegacyId {
    private LegacyId() {}

    static UUID of(String base, String recordId, Instant created) {
        ByteBuffer hash = ByteBuffer.wrap(Digests.sha256(base + "/" + recordId));
        long high = created.getEpochSecond() * 1_000 << 16 | 0x7000 | hash.getLong() & 0xFFF;
        long low = hash.getLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Whether it may be a record's: records are created in whole seconds, so all but one in a thousand of other ids are not. */
    static boolean isPossible(UUID id) {
        return id.version() == 7 && created(id).getNano() == 0;
    }

    /** When a record that has this id was created. */
    static Instant created(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
