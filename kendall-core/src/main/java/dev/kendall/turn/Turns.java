package dev.kendall.turn;

import dev.kendall.chat.MessageId;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.TurnContext;
import dev.kendall.embedding.Embedder;
import dev.kendall.failure.ModelFailed;
import dev.kendall.id.IdGenerator;
import dev.kendall.internal.Checks;
import dev.kendall.reranking.Reranker;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Opens turns on a storage. Thread-safe. */
public final class Turns {
    private final Storage storage;
    private final TurnCompletion completion;
    private final @Nullable Embedder embedder;
    private final @Nullable TurnReranking reranking;
    private final InstantSource clock;
    private final IdGenerator ids;
    private final TurnOptions options;

    /** Turns on {@code storage}; without an embedder, what is similar is found by word only; without a reranker, it stays as found. */
    public Turns(
            Storage storage,
            @Nullable Embedder embedder,
            @Nullable Reranker reranker,
            InstantSource clock,
            IdGenerator ids,
            TurnOptions options) {
        this.storage = storage;
        this.completion = new TurnCompletion(storage, embedder, clock);
        this.embedder = embedder;
        this.reranking = reranker == null ? null : new TurnReranking(reranker);
        this.clock = clock;
        this.ids = ids;
        this.options = options;
    }

    /**
     * Reads the context of a turn: one embedding of the text and one read. When the model fails, the context is found by word only
     * and says so; when the reranking model does, what is found stays in its own order. Nothing is written.
     */
    public Turn open(UserId user, ThreadId thread, String text) {
        Checks.text("incoming text", text, SearchQuery.MAX_TEXT);
        Instant now = Checks.time("now", clock.instant());
        SpaceVector vector = null;
        String failure = null;
        if (embedder != null && !text.isBlank()) {
            try {
                vector = embedder.embed(text);
            } catch (ModelFailed e) {
                failure = e.getMessage();
            }
        }
        TurnContext context = read(user, thread, text, vector, now);
        TurnContext told = failure == null ? context : context.withSemanticOff(failure);
        Turn.Identity identity =
                new Turn.Identity(user, thread, text, now, new MessageId(ids.next()), new MessageId(ids.next()));
        return new Turn(identity, told, vector, completion, options.instructions());
    }

    private TurnContext read(UserId user, ThreadId thread, String text, @Nullable SpaceVector vector, Instant now) {
        ContextLimits limits = options.limits();
        if (reranking == null || text.isBlank()) {
            return storage.context().read(new ContextQuery(user, thread, text, vector, now, limits));
        }
        TurnContext read =
                storage.context().read(new ContextQuery(user, thread, text, vector, now, reranking.widened(limits)));
        return reranking.best(text, read, limits);
    }
}
