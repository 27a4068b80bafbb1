package dev.kendall.search;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.failure.NotFound;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.user.UserId;

/**
 * Search over one user's messages and memories. Thread-safe.
 *
 * <p><b>By meaning</b>: the rows with a vector in the query's space, by descending cosine. (SEARCH-1)
 *
 * <p><b>By word</b>: the rows that hold at least one word of the query, without case, endings and stop words. Rarer words and more of
 * them rank higher; for a message, the query's words in the messages right before and after it in its thread add to that. (SEARCH-2)
 *
 * <p><b>Hybrid</b>: the best {@link SearchQuery#candidates()} of both, ranked as {@link EvidenceRanking} says, in the zone of the user's
 * profile. (SEARCH-3)
 *
 * <p>The filter is applied before the ranking, so that no fewer rows come back than exist; what a word is worth, and what neighbours
 * add, are the same with any filter. (SEARCH-4) Equal scores: newest first, then by id descending. (SEARCH-5) Every hit says in {@link
 * Hit#explain()} which arm found it, at which rank and score, and of a hybrid search what each {@link Signal} adds to the score. (SEARCH-6)
 *
 * <p>A hybrid query without a vector runs by word only, with the scores of a keyword search, and says so in {@link
 * SearchResult#semanticOff()}. (SEARCH-7) Each method throws {@link IllegalArgumentException} for a semantic query without a vector, and
 * {@link NotFound} when the vector's space was not added. (SEARCH-8) An unknown user finds nothing, and by word nor does a text without a
 * word. (SEARCH-9)
 */
public interface SearchStore {
    /** How many messages a conversation is judged by. */
    int MESSAGES_PER_THREAD = 3;

    /** The user's messages that fit. */
    SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter);

    /** The user's memories that fit. */
    SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter);

    /**
     * The user's conversations that fit: those with messages among the {@link SearchQuery#candidates()} best, by the sum of the
     * scores of their best {@value #MESSAGES_PER_THREAD} messages. Equal scores: latest active first, then by id. The hit explains the
     * best of these messages. (SEARCH-10)
     *
     * @param filter which messages may speak for a conversation; {@link MessageFilter#notIn} leaves out the present one
     */
    SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter);
}
