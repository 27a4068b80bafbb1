package dev.kendall.store.airtable;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.entity.EntityKind;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadTransitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's threads: those that Kendall has stored, and those that only the messages of the legacy application tell of, which begin with their first
 * message and have the first words of the user as their title.
 */
final class ThreadRows {
    private final BaseTables base;
    private final UserRows rows;

    ThreadRows(BaseTables base, UserRows rows) {
        this.base = base;
        this.rows = rows;
    }

    /** The thread, or nothing. */
    List<LoadedRow> find(ThreadId thread) {
        List<LoadedRow> stored = rows.byIds(EntityKind.THREAD, List.of(thread.value()));
        return merged(stored, new Messages(base, rows).unstamped(thread));
    }

    /** The thread, or nothing, to append to: what the legacy application has added to it meanwhile does not matter for that. */
    List<LoadedRow> toAppendTo(ThreadId thread) {
        List<LoadedRow> stored = rows.byIds(EntityKind.THREAD, List.of(thread.value()));
        return stored.isEmpty() ? merged(stored, new Messages(base, rows).unstamped(thread)) : stored;
    }

    /** Every thread. */
    List<LoadedRow> all() {
        List<LoadedRow> stored = rows.all(AirtableTable.THREADS);
        return merged(stored, new Messages(base, rows).unstamped(null));
    }

    private static List<LoadedRow> merged(List<LoadedRow> stored, List<LoadedRow> unstamped) {
        Map<ThreadId, List<Message>> byThread = new LinkedHashMap<>();
        for (LoadedRow loaded : unstamped) {
            Message message = ((OfMessage) loaded.row()).message();
            byThread.computeIfAbsent(message.thread(), id -> new ArrayList<>()).add(message);
        }
        List<LoadedRow> merged = new ArrayList<>();
        Map<ThreadId, LoadedRow> known = new HashMap<>();
        for (LoadedRow row : stored) {
            ChatThread thread = ((OfThread) row.row()).thread();
            if (known.putIfAbsent(thread.id(), row) == null) {
                List<Message> later = byThread.getOrDefault(thread.id(), List.of());
                merged.add(row.with(new OfThread(withActivity(thread, later))));
            }
        }
        byThread.forEach((id, messages) -> {
            if (!known.containsKey(id)) {
                ChatThread thread = derived(messages);
                merged.add(new LoadedRow(new OfThread(thread), null, thread.created(), false));
            }
        });
        return merged;
    }

    /** The thread as its messages tell of it; there must be one. */
    static ChatThread derived(Collection<Message> messages) {
        List<Message> ordered = messages.stream().sorted(Message.CHRONOLOGICAL).toList();
        Message first = ordered.get(0);
        return new ChatThread(
                first.user(),
                first.thread(),
                title(ordered),
                Attributes.none(),
                first.createdAt(),
                ordered.get(ordered.size() - 1).createdAt(),
                1);
    }

    private static @Nullable String title(List<Message> ordered) {
        return ordered.stream()
                .filter(message ->
                        message.role() == Role.USER && !message.text().isBlank())
                .map(message -> cut(message.text().strip()))
                .findFirst()
                .orElse(null);
    }

    private static String cut(String text) {
        if (text.length() <= 200) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(199)) ? 199 : 200);
    }

    private static ChatThread withActivity(ChatThread thread, List<Message> messages) {
        ChatThread result = thread;
        for (Message message : messages) {
            if (message.createdAt().isAfter(result.lastActive())) {
                result = ThreadTransitions.active(thread, message.createdAt());
            }
        }
        return result;
    }
}
