package dev.kendall.examples.transcript;

import dev.kendall.chat.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Message ids that are always the same for the same transcript: UUIDs of version 7 (RFC 9562) with the message's own time, its place
 * among the messages of that millisecond, and a hash of its names in the place of the random bits. So they sort as the transcript does.
 */
final class TranscriptIds {
    private static final int MAX_PLACE = 0xFFF;

    private final Map<String, Integer> places = new HashMap<>();

    /** The id of the next line. */
    MessageId next(TranscriptLine line) {
        long millis = line.time().toEpochMilli() & 0xFFFF_FFFF_FFFFL;
        int place = places.merge(line.conversation() + " " + millis, 1, Integer::sum) - 1;
        String names = line.conversation() + "\n" + line.session() + "\n" + line.id();
        UUID hash = UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8));
        return new MessageId(new UUID(
                millis << 16 | 0x7000 | Math.min(place, MAX_PLACE),
                hash.getLeastSignificantBits() >>> 2 | 0x8000_0000_0000_0000L));
    }
}
