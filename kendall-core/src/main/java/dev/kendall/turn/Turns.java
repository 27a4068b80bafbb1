package dev.kendall.turn;

import dev.kendall.chat.MessageId;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.TurnContext;
import dev.kendall.embedding.Embedder;
import dev.kendall.failure.ModelFailed;
import dev.kendall.id.IdGenerator;
import dev.kendall.internal.Checks;
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
    private final InstantSource clock;
    private final IdGenerator ids;
    private final TurnOptions options;

    /** Turns on {@code storage}; without an embedder, what is similar is found by word only. */
    public Turns(
            Storage storage, @Nullable Embedder embedder, InstantSource clock, IdGenerator ids, TurnOptions options) {
        this.storage = storage;
        this.completion = new TurnCompletion(storage, embedder, clock);
        this.embedder = embedder;
        this.clock = clock;
        this.ids = ids;
        this.options = options;
    }

    /**
     * Reads the context of a turn: one embedding of the text and one read. When the model fails, the context is found by word only
     * and says so. Nothing is written.
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
        TurnContext context =
                storage.context().read(new ContextQuery(user, thread, text, vector, now, options.limits()));
        TurnContext told = failure == null ? context : context.withSemanticOff(failure);
        Turn.Identity identity =
                new Turn.Identity(user, thread, text, now, new MessageId(ids.next()), new MessageId(ids.next()));
        return new Turn(identity, told, vector, completion, options.instructions());
    }
}
