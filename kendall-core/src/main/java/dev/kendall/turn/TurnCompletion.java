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
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
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
            .retryExceptions(Conflict.class)
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

    CompletedTurn complete(
            Turn.Identity turn,
            @Nullable SpaceVector questionVector,
            String reply,
            Instant repliedAt,
            List<MemoryId> recalled) {
        List<NewMessage> messages = List.of(
                NewMessage.user(turn.text()).withId(turn.question()).withCreatedAt(turn.openedAt()),
                NewMessage.assistant(reply).withId(turn.answer()).withCreatedAt(repliedAt));
        List<NewVector> vectors = new ArrayList<>();
        String failure = vectors(turn, questionVector, reply, vectors);
        Change change = new Change.TurnCompleted(turn.user(), turn.thread(), turn.question(), turn.answer(), recalled);
        List<Message> stored = store(turn, messages, vectors, change);
        return new CompletedTurn(stored.get(0), stored.get(1), failure);
    }

    /** Adds the vectors that can be had, and says why another cannot. */
    private @Nullable String vectors(
            Turn.Identity turn, @Nullable SpaceVector questionVector, String reply, List<NewVector> vectors) {
        if (embedder == null) {
            return "there is no embedding model";
        }
        try {
            if (!turn.text().isBlank()) {
                SpaceVector vector = questionVector != null ? questionVector : embedder.embed(turn.text());
                vectors.add(new NewVector(EntityRef.of(turn.user(), turn.question()), turn.text(), vector));
            }
            if (!reply.isBlank()) {
                vectors.add(new NewVector(EntityRef.of(turn.user(), turn.answer()), reply, embedder.embed(reply)));
            }
            return null;
        } catch (ModelFailed e) {
            return e.getMessage();
        }
    }

    private List<Message> store(Turn.Identity turn, List<NewMessage> messages, List<NewVector> vectors, Change change) {
        if (storage instanceof TransactionalStorage transactional) {
            return lostRace.executeSupplier(() -> transactional.inTransaction(tx -> {
                boolean isNew = tx.chat().find(turn.user(), turn.answer()).isEmpty();
                List<Message> stored = write(tx, turn, messages, vectors);
                tell(tx, change, isNew);
                return stored;
            }));
        }
        return write(storage, turn, messages, vectors);
    }

    private static void tell(Transaction tx, Change change, boolean isNew) {
        if (isNew) {
            tx.outbox().add(change);
        }
    }

    private static List<Message> write(
            Stores stores, Turn.Identity turn, List<NewMessage> messages, List<NewVector> vectors) {
        List<Message> stored = stores.chat().append(turn.user(), turn.thread(), messages);
        if (!vectors.isEmpty()) {
            stores.vectors().put(turn.user(), vectors);
        }
        return stored;
    }
}
