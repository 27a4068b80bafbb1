package dev.kendall.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.attributes.Attributes;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.user.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadTransitionsTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ACTIVE = Instant.parse("2026-02-01T00:00:00Z");
    private static final Attributes STARRED = Attributes.none().with("starred", true);

    private final ChatThread seen =
            new ChatThread(UserId.of("u"), ThreadId.of("t"), null, Attributes.none(), CREATED, CREATED, 1);
    /** The same after a message. */
    private final ChatThread stored =
            new ChatThread(UserId.of("u"), ThreadId.of("t"), null, Attributes.none(), CREATED, ACTIVE, 1);

    @Test
    void an_update_leaves_the_times_as_they_are_stored() {
        ChatThread changed = seen.withTitle("Tea").withAttributes(STARRED);

        ChatThread updated = ThreadTransitions.updated(stored, changed);

        assertThat(updated)
                .isEqualTo(new ChatThread(UserId.of("u"), ThreadId.of("t"), "Tea", STARRED, CREATED, ACTIVE, 2));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> ThreadTransitions.updated(updated, changed))
                .withMessageStartingWith("thread t of user u is at version 2, not 1");
    }

    @Test
    void what_is_not_stored_is_not_updated() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> ThreadTransitions.updated(null, seen))
                .withMessage("user u has no thread t to update");
    }
}
