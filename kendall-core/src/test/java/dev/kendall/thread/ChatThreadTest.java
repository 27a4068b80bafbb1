package dev.kendall.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.user.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChatThreadTest {
    @Test
    void the_title_does_not_show_in_a_log() {
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        ChatThread thread =
                new ChatThread(UserId.of("u"), ThreadId.of("web"), "Wine at nine", Attributes.none(), time, time, 3);
        assertThat(thread).hasToString("ChatThread[u/web, version 3]");
    }
}
