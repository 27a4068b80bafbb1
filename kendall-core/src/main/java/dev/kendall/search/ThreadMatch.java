package dev.kendall.search;

import dev.kendall.chat.Message;
import dev.kendall.thread.ChatThread;
import java.util.List;
import java.util.Objects;

/**
 * A conversation that was found.
 *
 * @param best the messages it was found by, best first, up to {@value SearchStore#MESSAGES_PER_THREAD}
 */
public record ThreadMatch(ChatThread thread, List<Hit<Message>> best) {
    /** Checks the fields and copies the messages. */
    public ThreadMatch {
        Objects.requireNonNull(thread, "thread");
        best = List.copyOf(best);
    }
}
