package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.ModelFailed;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is learned does not depend on where learning was cut off, nor on how much was read at once, nor on when a model was away. */
class CutOffTest {
    private static final List<String> SAID = List.of(
            "I work as a nurse.",
            "My sister Ana lives in Leeds.",
            "I moved to York last week.",
            "I'm allergic to hazelnuts.",
            "Actually, I work as a midwife now.",
            "I live in York.",
            "I like pears",
            "Remember that the spare key is under the pot.",
            "I like plums");

    private static final Instant BEGIN = Instant.parse("2026-02-01T09:00:00Z");

    private final AtomicInteger transactions = new AtomicInteger();

    /** A storage of which one transaction fails, before it or, as when only the answer is lost, behind it. */
    private TransactionalStorage failing(TransactionalStorage real, int transaction, boolean answerLost) {
        return LoopFixture.instead(TransactionalStorage.class, real, "inTransaction", arguments -> {
            TransactionalStorage.Work<?, ?> work = (TransactionalStorage.Work<?, ?>) arguments[0];
            boolean fails = transactions.incrementAndGet() == transaction;
            if (fails && !answerLost) {
                throw new StorageUnavailable("the storage is away", Duration.ZERO, null);
            }
            Object answer = real.inTransaction(work::run);
            if (fails) {
                throw new StorageUnavailable("the storage is away", Duration.ZERO, null);
            }
            return answer;
        });
    }

    /**
     * What is known at the end.
     *
     * @param away how many calls of the model fail
     * @param cut which transaction fails; below zero: only its answer is lost; zero: none
     */
    private List<String> learned(int batch, int away, int cut) {
        TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
        InMemoryStorage storage = InMemoryStorage.builder().clock(clock).build();
        for (int i = 0; i < SAID.size(); i++) {
            storage.chat()
                    .append(
                            LoopFixture.ANNA,
                            ThreadId.of("t" + i % 2),
                            NewMessage.user(SAID.get(i)).withCreatedAt(BEGIN.plus(Duration.ofHours(i))));
        }
        transactions.set(0);
        AtomicInteger asked = new AtomicInteger();
        MemoryExtractor model = LoopFixture.liking("model", message -> {
            if (asked.incrementAndGet() <= away) {
                throw new ModelFailed("429", null);
            }
            return message.text().startsWith("I like") ? LoopFixture.lastWord(message) + " a lot" : "";
        });
        LearningOptions options = LearningOptions.builder()
                .clock(clock)
                .batch(batch)
                .modelExtractor(model)
                .build();
        try (LearningLoop catching = LearningLoop.of(Kendall.open(storage), options);
                LearningLoop loop = LearningLoop.of(Kendall.open(failing(storage, Math.abs(cut), cut < 0)), options)) {
            catching.catchUp();
            for (int i = 0; i < 30; i++) {
                try {
                    loop.runOnce();
                } catch (StorageUnavailable e) {
                    assertThat(cut).isNotZero();
                }
                clock.advance(Duration.ofMinutes(10));
            }
            assertThat(catching.catchUp()).isZero();
        }
        return storage.memories().list(LoopFixture.ANNA, MemoryFilter.all(), LoopFixture.ALL).items().stream()
                .map(memory -> memory.key() + " = " + memory.value() + " " + memory.isCurrent() + " "
                        + memory.sources().size())
                .sorted()
                .toList();
    }

    @Test
    void it_may_be_cut_off_anywhere() {
        List<String> expected = learned(50, 0, 0);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(8);
        int all = 0;
        for (int batch : List.of(2, 50)) {
            for (int away : List.of(0, 3)) {
                assertThat(learned(batch, away, 0)).isEqualTo(expected);
                int count = transactions.get();
                for (int cut = 1; cut <= count; cut++) {
                    assertThat(learned(batch, away, cut))
                            .as("before %s of batch %s", cut, batch)
                            .isEqualTo(expected);
                    assertThat(learned(batch, away, -cut))
                            .as("behind %s of batch %s", cut, batch)
                            .isEqualTo(expected);
                }
                all += count;
            }
        }
        assertThat(all).isGreaterThan(50);
    }
}
