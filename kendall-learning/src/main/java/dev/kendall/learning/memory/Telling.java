package dev.kendall.learning.memory;

import dev.kendall.chat.MessageId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;

/**
 * That a message told a value.
 *
 * @param settles whether it did so as a correction, or with the wish that it is remembered, and not in passing
 */
record Telling(Instant at, MessageId message, boolean settles) {
    static final Comparator<Telling> CHRONOLOGICAL =
            Comparator.comparing(Telling::at).thenComparing(Telling::message);

    private static final String SETTLES = " settles";

    /** That the claim's message told its value. */
    static Telling of(Claim claim) {
        boolean settles = claim.kind() != Claim.Kind.STATED || claim.previous() != null;
        return new Telling(claim.evidence().saidAt(), claim.evidence().message(), settles);
    }

    Telling settling() {
        return new Telling(at, message, true);
    }

    /** As it stands in a memory's marks. */
    String text() {
        return at + " " + message + (settles ? SETTLES : "");
    }

    /** What {@link #text} wrote; empty where a host has written something else. */
    static Optional<Telling> parse(String text) {
        boolean settles = text.endsWith(SETTLES);
        String[] parts = (settles ? text.substring(0, text.length() - SETTLES.length()) : text).split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new Telling(Instant.parse(parts[0]), MessageId.of(parts[1]), settles))
                    : Optional.empty();
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
