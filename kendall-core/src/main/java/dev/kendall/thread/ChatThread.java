package dev.kendall.thread;

import dev.kendall.attributes.Attributes;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation thread of one user.
 *
 * @param title at most 200 characters, or null
 * @param attributes the host's own fields
 * @param created when the thread was first stored
 * @param lastActive the time of its latest message, or {@code created} while it has none
 * @param version 1 at first, one more with every change of title or attributes
 */
public record ChatThread(
        UserId user,
        ThreadId id,
        @Nullable String title,
        Attributes attributes,
        Instant created,
        Instant lastActive,
        long version) {
    /** Checks the fields. */
    public ChatThread {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(id, "id");
        Checks.filledOrNull("title", title, 200);
        Objects.requireNonNull(attributes, "attributes");
        created = Checks.time("created", created);
        lastActive = Checks.time("last active", lastActive);
        Checks.version(version);
    }

    /** This thread with another title, to be passed to {@link ThreadStore#update}. */
    public ChatThread withTitle(@Nullable String title) {
        return new ChatThread(user, id, title, attributes, created, lastActive, version);
    }

    /** This thread with other attributes, to be passed to {@link ThreadStore#update}. */
    public ChatThread withAttributes(Attributes attributes) {
        return new ChatThread(user, id, title, attributes, created, lastActive, version);
    }

    /** Everything but the title, which may quote the user. */
    @Override
    public String toString() {
        return "ChatThread[" + user + "/" + id + ", version " + version + "]";
    }
}
