package dev.kendall.examples.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.learning.pattern.PatternExtractor;
import dev.kendall.learning.pattern.StoredVectors;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The loop hands extractors of patterns the vectors that are stored, in memory and on PostgreSQL. */
class StoredVectorsTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final EmbeddingSpace SPACE = new EmbeddingSpace("directions", 2);
    private static final TestClock CLOCK = TestClock.at("2026-03-25T12:00:00Z");

    /** More than are read at once. */
    private static final int MESSAGES = 600;

    private static List<Message> said(TransactionalStorage storage) {
        Instant first = CLOCK.instant().minus(Duration.ofDays(100));
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(NewMessage.user("message " + i).withCreatedAt(first.plus(Duration.ofHours(4L * i))));
        }
        return storage.chat().append(ANNA, ThreadId.of("home"), messages);
    }

    private static NewVector vector(Message message, EmbeddingSpace space, double angle) {
        Vector direction = Vector.of((float) Math.cos(angle), (float) Math.sin(angle));
        return new NewVector(EntityRef.of(ANNA, message.id()), message.text(), new SpaceVector(space, direction));
    }

    /** What an extractor sees when the loop learns. */
    private static Map<MessageId, Vector> seen(TransactionalStorage storage) {
        Map<MessageId, Vector> seen = new HashMap<>();
        PatternExtractor looking = PatternExtractor.named("looking", window -> {
            window.messages()
                    .forEach(message ->
                            window.vectors().find(message.id()).ifPresent(vector -> seen.put(message.id(), vector)));
            return List.of();
        });
        LearningOptions options = LearningOptions.builder()
                .clock(CLOCK)
                .memoryExtractors(List.of())
                .patternExtractors(List.of(looking))
                .build();
        Kendall kendall = Kendall.builder(storage).clock(CLOCK).open();
        try (LearningLoop loop = LearningLoop.of(kendall, options)) {
            loop.catchUp();
            loop.runOnce();
            assertThat(loop.report().failures()).isEmpty();
        }
        return seen;
    }

    private static void check(TransactionalStorage storage) {
        List<Message> messages = said(storage);
        assertThat(StoredVectors.read(storage, ANNA, messages)
                        .find(messages.get(0).id()))
                .as("there is no space")
                .isEmpty();
        assertThat(seen(storage)).isEmpty();

        storage.vectors().addSpace(SPACE);
        EmbeddingSpace next = new EmbeddingSpace("next", 2);
        storage.vectors().addSpace(next);
        List<NewVector> vectors = new ArrayList<>();
        for (int i = 1; i < MESSAGES; i++) {
            vectors.add(vector(messages.get(i), SPACE, i));
            vectors.add(vector(messages.get(i), next, 0));
        }
        for (int from = 0; from < vectors.size(); from += 500) {
            storage.vectors().put(ANNA, vectors.subList(from, Math.min(vectors.size(), from + 500)));
        }
        Map<MessageId, Vector> seen = seen(storage);
        assertThat(seen).as("all but the one without").hasSize(MESSAGES - 1);
        for (int i = 1; i < MESSAGES; i++) {
            Vector expected = Vector.of((float) Math.cos(i), (float) Math.sin(i));
            assertThat(seen.get(messages.get(i).id()).cosine(expected))
                    .as("of the active space")
                    .isGreaterThan(0.999);
        }
    }

    @Test
    void inMemoryTheLoopHandsThemOver() {
        try (InMemoryStorage storage = InMemoryStorage.builder().clock(CLOCK).build()) {
            check(storage);
        }
    }

    @Test
    void onPostgresTheLoopHandsThemOver() {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        try (PostgresStorage storage =
                PostgresStorage.builder(database.dataSource()).clock(CLOCK).open()) {
            check(storage);
        }
    }
}
