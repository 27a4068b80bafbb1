package dev.kendall.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContextQueryTest {
    @Test
    void the_text_does_not_show_in_a_log() {
        ContextQuery query = new ContextQuery(
                UserId.of("u"), ThreadId.of("web"), "wine at nine", null, Instant.EPOCH, ContextLimits.defaults());
        assertThat(query).hasToString("ContextQuery[u/web, 12 characters]");
    }
}
