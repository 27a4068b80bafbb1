package dev.kendall;

import dev.kendall.embedding.Embedder;
import dev.kendall.embedding.EmbeddingBackfill;
import dev.kendall.embedding.EmbeddingSearch;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.ModelFailed;
import dev.kendall.failure.NotFound;
import dev.kendall.id.UuidV7;
import dev.kendall.memory.Memory;
import dev.kendall.memory.NewMemory;
import dev.kendall.privacy.UserExport;
import dev.kendall.reranking.Reranker;
import dev.kendall.reranking.RerankingSearch;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchStore;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Turn;
import dev.kendall.turn.TurnOptions;
import dev.kendall.turn.Turns;
import dev.kendall.user.UserId;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of an assistant: turns, search, memories, export and erasure over one storage. Thread-safe; one for the whole host.
 *
 * <pre>{@code
 * try (Kendall kendall = Kendall.open(storage, embeddingModel)) {
 *     Turn turn = kendall.turn(UserId.of("u-42"), ThreadId.of("web-7"), "Can you ring John before the stand-up?");
 *     String reply = chatModel.chat(turn.prompt(TokenBudget.of(4_000)).messages()).aiMessage().text();
 *     turn.complete(reply);
 * }
 * }</pre>
 *
 * <p>Threads, contacts, patterns and everything else are in the {@link #storage()}.
 */
public final class Kendall implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kendall.class);

    private final Storage storage;
    private final @Nullable Embedder embedder;
    private final InstantSource clock;
    private final SearchStore search;
    private final Turns turns;

    private Kendall(Builder builder) {
        this.storage = builder.storage;
        this.embedder = builder.embedder;
        this.clock = builder.clock;
        SearchStore found = new EmbeddingSearch(storage.search(), embedder, clock);
        this.search = builder.reranker == null ? found : new RerankingSearch(found, builder.reranker);
        this.turns = new Turns(storage, embedder, builder.reranker, clock, UuidV7.secure(clock), builder.turnOptions);
    }

    /**
     * Opens a memory that searches by meaning and by word. The model's space is added to the storage when it is new.
     *
     * @throws IllegalStateException when the storage is searched in another model's space
     * @throws ModelFailed when the model does not tell its dimension
     */
    public static Kendall open(Storage storage, EmbeddingModel model) {
        return builder(storage).embedder(Embedder.of(model)).open();
    }

    /** Opens a memory that searches by word only. */
    public static Kendall open(Storage storage) {
        return builder(storage).open();
    }

    /** Opens a memory with options. */
    public static Builder builder(Storage storage) {
        return new Builder(storage);
    }

    /**
     * Opens a chat turn: embeds the text, reads what is known that bears on it, and writes nothing.
     *
     * @param text what the user wrote, at most 100,000 characters
     */
    public Turn turn(UserId user, ThreadId thread, String text) {
        return turns.open(user, thread, text);
    }

    /** Search by meaning and by word; queries without a vector are embedded. */
    public SearchStore search() {
        return search;
    }

    /**
     * Stores a memory together with its vector. When the model fails the memory is stored without one, found by word, and embedded by
     * the next {@link #embedPending()}.
     */
    public Memory remember(UserId user, NewMemory memory) {
        return embed(storage.memories().add(user, memory));
    }

    /**
     * Stores a memory in the place of another, as {@link dev.kendall.memory.MemoryStore#supersede} does, together with its vector, as
     * {@link #remember} does.
     *
     * @throws Conflict when the old memory was changed since it was read, or no longer counts
     * @throws NotFound when the user has no such memory
     */
    public Memory supersede(Memory old, NewMemory successor) {
        return embed(storage.memories().supersede(old, successor));
    }

    private Memory embed(Memory stored) {
        if (embedder != null) {
            UserId user = stored.user();
            String text = EmbeddingText.of(stored);
            try {
                storage.vectors()
                        .put(user, List.of(new NewVector(EntityRef.of(user, stored.id()), text, embedder.embed(text))));
            } catch (ModelFailed e) {
                LOG.warn("memory {} of user {} has no vector yet: {}", stored.id(), user, e.getMessage());
            }
        }
        return stored;
    }

    /**
     * Embeds every row that has no vector yet, of all users.
     *
     * @throws IllegalStateException when the memory was opened without an embedding model
     */
    public EmbeddingBackfill.Report embedPending() {
        if (embedder == null) {
            throw new IllegalStateException(
                    "this memory was opened without an embedding model; nothing can be embedded");
        }
        return new EmbeddingBackfill(storage.vectors(), embedder).run();
    }

    /**
     * Writes everything about a user as JSON lines, in the form of {@link UserExport}.
     *
     * @param out flushed, and left open
     * @return the number of lines
     * @throws UncheckedIOException when {@code out} fails
     */
    public long export(UserId user, Writer out) {
        return UserExport.write(storage, user, clock.instant(), out);
    }

    /** Destroys everything about a user, for good. */
    public ErasureReceipt erase(UserId user) {
        ErasureReceipt receipt = storage.erase(user);
        if (embedder != null) {
            embedder.clearCache();
        }
        return receipt;
    }

    /** The stores themselves: users, threads, messages, contacts, patterns, memories. */
    public Storage storage() {
        return storage;
    }

    /** Closes the storage. */
    @Override
    public void close() {
        storage.close();
    }

    /** Options of a {@link Kendall}. Not thread-safe. */
    public static final class Builder {
        private final Storage storage;
        private @Nullable Embedder embedder;
        private @Nullable Reranker reranker;
        private InstantSource clock = InstantSource.system();
        private TurnOptions turnOptions = TurnOptions.defaults();

        private Builder(Storage storage) {
            this.storage = Objects.requireNonNull(storage, "storage");
        }

        /** The model that texts are embedded with. Default: none, search by word only. */
        public Builder embedder(Embedder embedder) {
            this.embedder = Objects.requireNonNull(embedder, "embedder");
            return this;
        }

        /**
         * The model that hybrid searches and turns have what they find scored by. Each of them waits for it, with the text of up to {@link
         * Reranker#candidates} messages and as many memories. Default: none.
         */
        public Builder reranker(Reranker reranker) {
            this.reranker = Objects.requireNonNull(reranker, "reranker");
            return this;
        }

        /** Where the time comes from. Default: the system's clock. Give the storage the same. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** How turns are read and prompted. Default: {@link TurnOptions#defaults()}. */
        public Builder turnOptions(TurnOptions turnOptions) {
            this.turnOptions = Objects.requireNonNull(turnOptions, "turnOptions");
            return this;
        }

        /**
         * Opens the memory, and adds the embedder's space to the storage when it is new.
         *
         * @throws IllegalStateException when the storage is searched in another model's space
         */
        public Kendall open() {
            if (embedder != null) {
                checkSpace(embedder.space());
            }
            return new Kendall(this);
        }

        private void checkSpace(EmbeddingSpace space) {
            EmbeddingSpace active = storage.vectors().findActive().orElse(space);
            if (!active.equals(space)) {
                throw new IllegalStateException("the storage is searched in the space " + active
                        + ", but the model embeds into " + space + "; open it with that model, or change models: run an"
                        + " EmbeddingBackfill with the new one, then storage.vectors().activate(its space)");
            }
            storage.vectors().addSpace(space);
        }
    }
}
