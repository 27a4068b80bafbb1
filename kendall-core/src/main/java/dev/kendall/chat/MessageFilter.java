package dev.kendall.chat;

import dev.kendall.internal.Checks;
import dev.kendall.thread.ThreadId;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's messages count. Every condition given must hold; an empty set or null is no condition.
 *
 * @param threads only messages of these threads, at most 1,000
 * @param notThreads no message of these threads, at most 1,000
 * @param from only messages said at or after this time
 * @param to only messages said before this time
 * @param roles only messages of these roles
 * @param types only messages of these types
 */
public record MessageFilter(
        Set<ThreadId> threads,
        Set<ThreadId> notThreads,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<Role> roles,
        Set<MessageType> types) {
    private static final MessageFilter ALL = new MessageFilter(Set.of(), Set.of(), null, null, Set.of(), Set.of());

    /** Checks the fields and copies the sets. */
    public MessageFilter {
        threads = Set.copyOf(threads);
        notThreads = Set.copyOf(notThreads);
        Checks.range("number of threads", threads.size(), 0, 1_000);
        Checks.range("number of excluded threads", notThreads.size(), 0, 1_000);
        from = Checks.timeOrNull("from", from);
        to = Checks.timeOrNull("to", to);
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("from is " + from + ", after to, which is " + to);
        }
        roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
        types = types.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(types));
    }

    /** Every message of the user. */
    public static MessageFilter all() {
        return ALL;
    }

    /** The messages of these threads, of which there must be one at least. */
    public static MessageFilter in(ThreadId... threads) {
        Checks.range("number of threads", threads.length, 1, 1_000);
        return new MessageFilter(Set.copyOf(Arrays.asList(threads)), Set.of(), null, null, Set.of(), Set.of());
    }

    /** Also: no message of these threads. */
    public MessageFilter notIn(ThreadId... threads) {
        return new MessageFilter(this.threads, Set.copyOf(Arrays.asList(threads)), from, to, roles, types);
    }

    /** Also: said at or after {@code from}, and before {@code to}; null is no bound. */
    public MessageFilter between(@Nullable Instant from, @Nullable Instant to) {
        return new MessageFilter(threads, notThreads, from, to, roles, types);
    }

    /** Also: of these roles. */
    public MessageFilter of(Role... roles) {
        return new MessageFilter(threads, notThreads, from, to, Set.copyOf(Arrays.asList(roles)), types);
    }

    /** Also: of these types. */
    public MessageFilter of(MessageType... types) {
        return new MessageFilter(threads, notThreads, from, to, roles, Set.copyOf(Arrays.asList(types)));
    }

    /** Whether {@code message} fulfils every condition. */
    public boolean matches(Message message) {
        return (threads.isEmpty() || threads.contains(message.thread()))
                && !notThreads.contains(message.thread())
                && (from == null || !message.createdAt().isBefore(from))
                && (to == null || message.createdAt().isBefore(to))
                && (roles.isEmpty() || roles.contains(message.role()))
                && (types.isEmpty() || types.contains(message.type()));
    }
}
