package dev.kendall.examples.scoring;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.embedding.Embedder;
import dev.kendall.examples.command.Timing;
import dev.kendall.examples.transcript.Question;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;

/** Searches one user's messages for the answers to questions, and looks at the watch. */
public final class Retriever {
    /** How many hits are taken: as many as each arm has candidates, so that this does not change the ranking. */
    private static final int HITS = 100;

    private final Kendall kendall;
    private final Embedder embedder;
    private final SearchMode mode;

    /** Searches in {@code mode}. */
    public Retriever(Kendall kendall, Embedder embedder, SearchMode mode) {
        this.kendall = kendall;
        this.embedder = embedder;
        this.mode = mode;
    }

    /** What is found for the question among the user's messages. */
    public Retrieval ask(UserId user, Question question) {
        SearchQuery query = SearchQuery.of(question.text()).in(mode).limit(HITS);
        double embedMillis = 0;
        if (mode != SearchMode.KEYWORD) {
            Timing<SpaceVector> vector = Timing.of(() -> embedder.embed(question.text()));
            query = query.vector(vector.result());
            embedMillis = vector.millis();
        }
        SearchQuery ready = query;
        Timing<SearchResult<Message>> found =
                Timing.of(() -> kendall.search().messages(user, ready, MessageFilter.all()));
        return new Retrieval(question, found.result().hits(), embedMillis, found.millis());
    }
}
