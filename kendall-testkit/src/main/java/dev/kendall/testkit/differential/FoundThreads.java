package dev.kendall.testkit.differential;

import dev.kendall.chat.Message;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchResult;
import dev.kendall.search.ThreadMatch;
import dev.kendall.testkit.differential.Ranking.Precision;
import dev.kendall.thread.ChatThread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search for threads. The messages that speak for threads are compared; the threads have to be what the rules make of
 * their own storage's messages.
 *
 * @param limit how many threads were asked for
 * @param messages every message that speaks for a thread
 * @param ranked the threads that follow from the messages
 */
record FoundThreads(SearchResult<ThreadMatch> result, int limit, Found<Message> messages, List<Hit<ThreadMatch>> ranked)
        implements Answer {
    /** What is compared of a match: its messages by their ids and places, as their scores are compared before. */
    private record Match(ChatThread thread, List<Message> best) {
        static Match of(ThreadMatch match) {
            return new Match(
                    match.thread(), match.best().stream().map(Hit::item).toList());
        }
    }

    @Override
    public @Nullable String differenceTo(Answer backend) {
        if (!(backend instanceof FoundThreads other)) {
            return "the backend fails";
        }
        String difference = messages.differenceTo(other.messages);
        return difference != null ? "the messages of the threads differ: " + difference : other.contradiction();
    }

    /** In which way the answer contradicts its own storage's messages; null when it does not. */
    private @Nullable String contradiction() {
        if (!messages.isAsComplete(result)) {
            return "it does not say of itself what the search for its messages says";
        }
        for (Hit<ThreadMatch> hit : result.hits()) {
            if (!Found.isSame(hit.item().best().get(0).explain(), hit.explain())) {
                return "a thread is explained otherwise than its best message";
            }
        }
        return ranking(ranked).differenceTo(ranking(result.hits()));
    }

    private Ranking<Match> ranking(List<Hit<ThreadMatch>> threads) {
        return new Ranking<>(threads, limit, Precision.DOUBLE).of(Match::of);
    }

    @Override
    public Object value() {
        return result.hits().stream().map(hit -> hit.item().thread()).toList();
    }

    @Override
    public String toString() {
        return result.hits().size() + " threads" + ranking(result.hits());
    }
}
