package dev.kendall.benchmarks.synthetic;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One user with a long history, the same for the same seed: {@value #THREADS} threads unless said otherwise, {@value #MEMORIES} memories,
 * {@value #CONTACTS} contacts, {@value #PATTERNS} patterns, and as many messages as wanted, one a minute, all with vectors.
 */
public final class SyntheticUser {
    /** The user's id unless said otherwise. */
    public static final UserId ID = UserId.of("synthetic");

    static final int THREADS = 200;
    static final int MEMORIES = 200;
    static final int CONTACTS = 50;
    static final int PATTERNS = 20;
    /** When the last message of the longest history is long past. */
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final int INSTRUCTIONS = 10;
    private static final int BATCH = 500;

    private final UserId id;
    private final Random random;
    private final SyntheticText texts;
    private final SyntheticEmbeddings embeddings;

    /** The user {@link #ID}; another seed is another history. */
    public SyntheticUser(long seed) {
        this(ID, seed);
    }

    /** A user of another id; another seed is another history. */
    public SyntheticUser(UserId id, long seed) {
        this.id = id;
        this.random = new Random(seed);
        this.texts = new SyntheticText(random);
        this.embeddings = new SyntheticEmbeddings(random);
    }

    /** Gives a text a constant vector in constant time. */
    public SyntheticEmbeddings embeddings() {
        return embeddings;
    }

    /** One of the threads. */
    public static ThreadId thread(int index) {
        return ThreadId.of("thread-" + index % THREADS);
    }

    /** Texts as the user writes them, one in four with the name of a contact. */
    public List<String> incoming(int count) {
        List<String> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String text = texts.sentence(4, 25);
            result.add(i % 4 == 0 ? text + " " + contactName(i / 4 % CONTACTS) : text);
        }
        return result;
    }

    /** Writes the history into an empty storage. */
    public void writeTo(Stores storage, int messages) {
        writeTo(storage, messages, THREADS);
    }

    /** Writes the history, in the first so many of the threads, into a storage, or a transaction, that holds nothing of the user. */
    public void writeTo(Stores storage, int messages, int threads) {
        storage.vectors().addSpace(SyntheticEmbeddings.SPACE);
        for (int thread = 0; thread < threads; thread++) {
            int from = (int) ((long) messages * thread / threads);
            int to = (int) ((long) messages * (thread + 1) / threads);
            for (int at = from; at < to; at += BATCH) {
                writeMessages(
                        storage,
                        thread(thread),
                        NOW.minus(Duration.ofMinutes(messages - at)),
                        Math.min(BATCH, to - at));
            }
        }
        List<NewVector> memories = new ArrayList<>(MEMORIES);
        for (int i = 0; i < MEMORIES; i++) {
            MemoryType type = i < INSTRUCTIONS ? MemoryType.INSTRUCTION : MemoryType.FACT;
            Memory stored = storage.memories().add(id, NewMemory.of(type, texts.word(), texts.sentence(4, 15)));
            memories.add(new NewVector(EntityRef.of(id, stored.id()), EmbeddingText.of(stored), embeddings.next()));
        }
        storage.vectors().put(id, memories);
        for (int i = 0; i < CONTACTS; i++) {
            storage.contacts().upsert(id, NewContact.named(contactName(i)).withEmail("contact" + i + "@example.com"));
        }
        for (int i = 0; i < PATTERNS; i++) {
            storage.patterns()
                    .add(
                            id,
                            NewPattern.of(PatternType.BEHAVIOR, texts.sentence(4, 12))
                                    .withConfidence(random.nextDouble()));
        }
    }

    private void writeMessages(Stores storage, ThreadId thread, Instant first, int count) {
        List<NewMessage> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Role role = i % 2 == 0 ? Role.USER : Role.ASSISTANT;
            messages.add(NewMessage.of(role, texts.sentence(4, 40)).withCreatedAt(first.plus(Duration.ofMinutes(i))));
        }
        List<NewVector> vectors = new ArrayList<>(count);
        for (Message message : storage.chat().append(id, thread, messages)) {
            vectors.add(new NewVector(EntityRef.of(id, message.id()), EmbeddingText.of(message), embeddings.next()));
        }
        storage.vectors().put(id, vectors);
    }

    private String contactName(int index) {
        return texts.name(2 * index) + " " + texts.name(2 * index + 1);
    }
}
