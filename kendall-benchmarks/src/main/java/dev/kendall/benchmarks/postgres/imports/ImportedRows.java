package dev.kendall.benchmarks.postgres.imports;

import dev.kendall.attributes.Attributes;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticText;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.entity.EntityRef;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What is imported: messages of {@value #USERS} users in {@value #THREADS} threads each, mixed as they came in, and a vector for each.
 * The same in every run.
 */
record ImportedRows(List<Message> messages, List<NewVector> vectors) {
    static final int USERS = 50;
    static final int THREADS = 5;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static ImportedRows of(int size) {
        Random random = new Random(1);
        SyntheticText text = new SyntheticText(random);
        SyntheticEmbeddings embeddings = new SyntheticEmbeddings(random);
        List<Message> messages = new ArrayList<>(size);
        List<NewVector> vectors = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            UserId user = UserId.of("user-" + random.nextInt(USERS));
            Instant time = START.plusSeconds(i);
            Message message = new Message(
                    user,
                    ThreadId.of("thread-" + random.nextInt(THREADS)),
                    new MessageId(new UUID(
                            time.toEpochMilli() << 16 | 0x7000, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L)),
                    i % 2 == 0 ? Role.USER : Role.ASSISTANT,
                    MessageType.TEXT,
                    null,
                    text.sentence(5, 40),
                    time,
                    Attributes.none());
            messages.add(message);
            vectors.add(new NewVector(EntityRef.of(user, message.id()), EmbeddingText.of(message), embeddings.next()));
        }
        return new ImportedRows(messages, vectors);
    }

    int size() {
        return messages.size();
    }
}
