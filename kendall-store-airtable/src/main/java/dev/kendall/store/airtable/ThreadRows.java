package dev.kendall.store.airtable;

import dev.kendall.chat.DerivedThread;
import dev.kendall.chat.Message;
import dev.kendall.entity.EntityKind;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadTransitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's threads: those that Kendall has stored, and those that only the messages of the legacy application tell of.
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
                ChatThread thread = DerivedThread.of(messages);
                merged.add(new LoadedRow(new OfThread(thread), null, thread.created(), false));
            }
        });
        return merged;
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
