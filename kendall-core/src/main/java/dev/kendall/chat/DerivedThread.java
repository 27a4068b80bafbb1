package dev.kendall.chat;

import dev.kendall.attributes.Attributes;
import dev.kendall.thread.ChatThread;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads that have no row of their own, as in legacy stores, and only their messages tell of. For backends and migrations. */
public final class DerivedThread {
    private static final int MAX_TITLE = 200;

    private DerivedThread() {}

    /**
     * The thread as its messages tell of it, as version 1: it begins with the first, was last active at the latest, and its title is the beginning of
     * the first that the user said in it, on one line.
     *
     * @param messages all of one thread, at least one, in any order
     */
    public static ChatThread of(Collection<Message> messages) {
        List<Message> ordered = messages.stream().sorted(Message.CHRONOLOGICAL).toList();
        Message first = ordered.get(0);
        Message last = ordered.get(ordered.size() - 1);
        return new ChatThread(
                first.user(),
                first.thread(),
                title(ordered),
                Attributes.none(),
                first.createdAt(),
                last.createdAt(),
                1);
    }

    private static @Nullable String title(List<Message> ordered) {
        return ordered.stream()
                .filter(message ->
                        message.role() == Role.USER && !message.text().isBlank())
                .map(message -> cut(message.text().strip().replaceAll("\\s+", " ")))
                .findFirst()
                .orElse(null);
    }

    private static String cut(String line) {
        if (line.length() <= MAX_TITLE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_TITLE - 1)) ? MAX_TITLE - 1 : MAX_TITLE;
        return line.substring(0, end).strip();
    }
}
