package dev.kendall.context;

import dev.kendall.internal.Checks;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to read for one chat turn.
 *
 * @param text the user's incoming text
 * @param vector its embedding, or null: what is similar is then found by word only
 * @param now memories are recalled as of this time
 */
public record ContextQuery(
        UserId user, ThreadId thread, String text, @Nullable SpaceVector vector, Instant now, ContextLimits limits) {
    /** Checks the fields. */
    public ContextQuery {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(thread, "thread");
        Checks.text("incoming text", text, SearchQuery.MAX_TEXT);
        now = Checks.time("now", now);
        Objects.requireNonNull(limits, "limits");
    }

    /** Everything but the text: it has no place in a log. */
    @Override
    public String toString() {
        return "ContextQuery[" + user + "/" + thread + ", " + text.length() + " characters]";
    }
}
