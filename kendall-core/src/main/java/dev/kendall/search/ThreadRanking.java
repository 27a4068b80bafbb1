package dev.kendall.search;

import dev.kendall.chat.Message;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Conversations out of messages that were found, as {@link SearchStore#threads} ranks them. For backends. */
public final class ThreadRanking {
    private static final Comparator<ChatThread> LATEST_FIRST =
            Comparator.comparing(ChatThread::lastActive).reversed().thenComparing(ChatThread::id);

    private ThreadRanking() {}

    /**
     * The best {@code limit} conversations.
     *
     * @param messages the messages, best first
     * @param thread gives the conversation of an id
     */
    public static List<Hit<ThreadMatch>> rank(
            List<Hit<Message>> messages, Function<ThreadId, ChatThread> thread, int limit) {
        Map<ThreadId, List<Hit<Message>>> best = new LinkedHashMap<>();
        for (Hit<Message> hit : messages) {
            List<Hit<Message>> ofThread = best.computeIfAbsent(hit.item().thread(), id -> new ArrayList<>());
            if (ofThread.size() < SearchStore.MESSAGES_PER_THREAD) {
                ofThread.add(hit);
            }
        }
        return best.entrySet().stream()
                .map(entry -> match(thread.apply(entry.getKey()), entry.getValue()))
                .sorted(Comparator.<Hit<ThreadMatch>>comparingDouble(Hit::score)
                        .reversed()
                        .thenComparing(hit -> hit.item().thread(), LATEST_FIRST))
                .limit(limit)
                .toList();
    }

    private static Hit<ThreadMatch> match(ChatThread thread, List<Hit<Message>> best) {
        double score = best.stream().mapToDouble(Hit::score).sum();
        return new Hit<>(new ThreadMatch(thread, best), score, best.get(0).explain());
    }
}
