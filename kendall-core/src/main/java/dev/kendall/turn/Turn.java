package dev.kendall.turn;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.context.TurnContext;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.memory.MemoryId;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Transaction;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One chat turn: the user's text, what is known that bears on it, and the completion with the reply. Thread-safe.
 *
 * <p>A turn that is neither completed nor kept leaves nothing behind.
 */
public final class Turn {
    /** What makes the turn this one; the message ids are minted at its opening, so that completing it can be repeated. */
    record Identity(
            UserId user, ThreadId thread, String text, Instant openedAt, MessageId question, MessageId answer) {}

    private final Identity identity;
    private final TurnContext context;
    private final @Nullable SpaceVector vector;
    private final TurnCompletion completion;
    private final String instructions;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<MemoryId> prompted = new LinkedHashSet<>();
    private boolean wasPrompted;
    private @Nullable String reply;
    private @Nullable Instant repliedAt;
    private @Nullable CompletedTurn completed;

    Turn(
            Identity identity,
            TurnContext context,
            @Nullable SpaceVector vector,
            TurnCompletion completion,
            String instructions) {
        this.identity = identity;
        this.context = context;
        this.vector = vector;
        this.completion = completion;
        this.instructions = instructions;
    }

    /** Whose turn it is. */
    public UserId user() {
        return identity.user();
    }

    /** The thread it is in. */
    public ThreadId thread() {
        return identity.thread();
    }

    /** What the user wrote. */
    public String text() {
        return identity.text();
    }

    /** When it was opened: the time of the user's message. */
    public Instant openedAt() {
        return identity.openedAt();
    }

    /** What is known that bears on the text. (TURN-1) */
    public TurnContext context() {
        return context;
    }

    /**
     * The context as a prompt within the budget, which says what it left out and marks what it recalled. (TURN-2)
     *
     * @throws IllegalArgumentException when not even the user's text fits
     */
    public Prompt prompt(TokenBudget budget) {
        Prompt prompt = new PromptBuilder(instructions, context, text(), openedAt()).build(budget);
        lock.lock();
        try {
            wasPrompted = true;
            prompted.addAll(prompt.recalled());
        } finally {
            lock.unlock();
        }
        return prompt;
    }

    /**
     * Stores the user's text and the assistant's reply with their vectors, and tells the learning loop: on a storage with
     * transactions all of it at once or nothing. On the others the two messages are stored, then the vectors, and nobody is told: learning needs
     * transactions. (TURN-3)
     *
     * <p>When the embedding model fails, the messages are stored without vectors, and the result says so. (TURN-4) After a failure the
     * call can be repeated, also when it is not known whether it was stored: the same turn is never there twice. Once completed, the
     * same reply gives the same result again. (TURN-5)
     *
     * @param reply at most 100,000 characters; may be empty
     * @throws IllegalStateException when the turn was completed with another reply
     * @throws StorageUnavailable when the storage cannot be reached; repeat the call
     * @throws Conflict when too many others write for this user at once ({@linkplain Conflict#isLostRace lost race}: repeat the call), or
     *     when a call whose outcome was not known did store the turn with another reply
     */
    public CompletedTurn complete(String reply) {
        lock.lock();
        try {
            if (completed != null && !reply.equals(this.reply)) {
                throw new IllegalStateException("this turn of user " + user() + " in thread " + thread()
                        + " is completed with another reply; open a new turn");
            }
            if (completed == null) {
                completed = store(reply, null);
                this.reply = reply;
            }
            return completed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores the turn as {@link #complete(String)} does, in a transaction of the host's: it is there when, and only when, that commits. Until
     * then nobody else sees it, and should the transaction fail, the call can be repeated in another one. (TURN-3)
     *
     * @param transaction of the storage that this turn was opened on
     * @throws Conflict when a call whose outcome was not known did store the turn with another reply
     */
    public CompletedTurn complete(String reply, Transaction transaction) {
        lock.lock();
        try {
            return store(reply, Objects.requireNonNull(transaction, "transaction"));
        } finally {
            lock.unlock();
        }
    }

    private CompletedTurn store(String reply, @Nullable Transaction transaction) {
        if (repliedAt == null) {
            repliedAt = completion.now(openedAt());
        }
        return completion.complete(identity, vector, reply, repliedAt, recalled(), transaction);
    }

    /**
     * Stores the user's text alone, with its vector where the model gives one: no reply came, and what was said should not be lost. The turn
     * can still be completed later. Repeating it stores nothing twice. (TURN-6)
     *
     * @return the user's message
     * @throws StorageUnavailable when the storage cannot be reached; repeat the call
     */
    public Message keep() {
        return completion.keep(identity, vector);
    }

    /** What the prompts told; where the host made none, it may have told anything of the context. */
    private List<MemoryId> recalled() {
        if (wasPrompted) {
            return List.copyOf(prompted);
        }
        return Stream.concat(
                        context.instructions().stream(),
                        context.memories().stream().map(hit -> hit.item()))
                .map(memory -> memory.id())
                .distinct()
                .toList();
    }
}
