package dev.kendall.turn;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.embedding.Embedder;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.ModelFailed;
import dev.kendall.internal.Checks;
import dev.kendall.memory.MemoryId;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Change;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores a completed turn. The model is asked before the transaction begins, never inside it. */
final class TurnCompletion {
    /** A lost race is redone at once and then ever later; 30 tries outlast dozens of writers of one user. */
    private static final RetryConfig LOST_RACE = RetryConfig.custom()
            .maxAttempts(30)
            .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(1), 1.5, 0.5, Duration.ofMillis(50)))
            .retryOnException(e -> e instanceof Conflict conflict && conflict.isLostRace())
            .build();

    private final Storage storage;
    private final @Nullable Embedder embedder;
    private final InstantSource clock;
    private final Retry lostRace = Retry.of("turn", LOST_RACE);

    TurnCompletion(Storage storage, @Nullable Embedder embedder, InstantSource clock) {
        this.storage = storage;
        this.embedder = embedder;
        this.clock = clock;
    }

    /** Now, but not before the turn was opened, should the clock step back. */
    Instant now(Instant openedAt) {
        Instant now = Checks.time("now", clock.instant());
        return now.isBefore(openedAt) ? openedAt : now;
    }

    /**
     * Stores the turn.
     *
     * @param transaction where, or null for one of its own
     */
    CompletedTurn complete(
            Turn.Identity turn,
            @Nullable SpaceVector questionVector,
            String reply,
            Instant repliedAt,
            List<MemoryId> recalled,
            @Nullable Transaction transaction) {
        NewMessage answer = NewMessage.assistant(reply).withId(turn.answer()).withCreatedAt(repliedAt);
        Embedded embedded = embed(turn, questionVector, reply);
        Change change = new Change.TurnCompleted(turn.user(), turn.thread(), turn.question(), turn.answer(), recalled);
        TurnWrite write =
                new TurnWrite(turn.user(), turn.thread(), List.of(question(turn), answer), embedded.vectors(), change);
        List<Message> stored = transaction == null ? store(write) : transaction.storeTurn(write);
        return new CompletedTurn(stored.get(0), stored.get(1), embedded.failure());
    }

    Message keep(Turn.Identity turn, @Nullable SpaceVector questionVector) {
        List<NewVector> vectors = embed(turn, questionVector, "").vectors();
        return store(new TurnWrite(turn.user(), turn.thread(), List.of(question(turn)), vectors, null))
                .get(0);
    }

    private static NewMessage question(Turn.Identity turn) {
        return NewMessage.user(turn.text()).withId(turn.question()).withCreatedAt(turn.openedAt());
    }

    /**
     * The vectors that could be had.
     *
     * @param failure why another could not, or null
     */
    private record Embedded(
            List<NewVector> vectors, @Nullable String failure) {}

    private Embedded embed(Turn.Identity turn, @Nullable SpaceVector questionVector, String reply) {
        List<NewVector> vectors = new ArrayList<>();
        if (embedder == null) {
            return new Embedded(vectors, "there is no embedding model");
        }
        try {
            if (!turn.text().isBlank()) {
                SpaceVector vector = questionVector != null ? questionVector : embedder.embed(turn.text());
                vectors.add(new NewVector(EntityRef.of(turn.user(), turn.question()), turn.text(), vector));
            }
            if (!reply.isBlank()) {
                vectors.add(new NewVector(EntityRef.of(turn.user(), turn.answer()), reply, embedder.embed(reply)));
            }
            return new Embedded(vectors, null);
        } catch (ModelFailed e) {
            return new Embedded(vectors, e.getMessage());
        }
    }

    private List<Message> store(TurnWrite write) {
        if (storage instanceof TransactionalStorage transactional) {
            return lostRace.executeSupplier(() -> transactional.storeTurn(write));
        }
        List<Message> stored = storage.chat().append(write.user(), write.thread(), write.messages());
        if (!write.vectors().isEmpty()) {
            storage.vectors().put(write.user(), write.vectors());
        }
        return stored;
    }
}
