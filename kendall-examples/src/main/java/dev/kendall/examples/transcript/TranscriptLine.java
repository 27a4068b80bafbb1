package dev.kendall.examples.transcript;

import java.time.Instant;

/**
 * One message of a transcript.
 *
 * @param conversation whose it is; "" where the file names no conversations, as all are of one person
 * @param session the conversation within them
 * @param id unique within {@code conversation}
 * @param time when it was said
 */
public record TranscriptLine(
        String conversation, String session, String id, String speaker, Instant time, String text) {}
