package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.failure.ModelFailed;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.memory.Extraction;
import dev.kendall.learning.memory.ExtractionLimits;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An extractor that hangs on some messages and heeds no interrupt: meanwhile it is not asked, which is no fault of the others' messages. */
@Timeout(120)
class HangingExtractorTest extends LoopFixture {
    private final AtomicInteger hanging = new AtomicInteger();
    private final Semaphore wayOut = new Semaphore(0);

    private String hangOnPoison(Message message) {
        if (message.text().contains("poison")) {
            hanging.incrementAndGet();
            wayOut.acquireUninterruptibly();
            hanging.decrementAndGet();
        }
        return lastWord(message);
    }

    /** Ends the calls that hang. */
    private void release() throws InterruptedException {
        wayOut.release(hanging.get());
        while (hanging.get() > 0) {
            Thread.sleep(5);
        }
    }

    private LearningLoop loop(MemoryExtractor model) {
        return loop(options()
                .memoryExtractors(List.of())
                .modelExtractor(model)
                .limits(ExtractionLimits.defaults().withTime(Duration.ofMillis(300))));
    }

    @Test
    void only_the_message_on_which_it_hangs_is_passed_over() throws InterruptedException {
        try (LearningLoop loop = loop(liking("model", this::hangOnPoison))) {
            turn(ANNA, "I like pears");
            turn(ANNA, "I like poison");
            turn(ANNA, "I like plums");
            for (int i = 0; i < 60; i++) {
                goBy(loop, Duration.ofMinutes(10));
                release();
            }
            assertThat(facts(ANNA)).containsExactly("likes = pears", "likes = plums");
            assertThat(loop.report().givenUp()).isEqualTo(1);
            assertThat(loop.catchUp()).isZero();
        } finally {
            release();
        }
    }

    @Test
    void what_is_given_up_is_charged_to_the_users_day() throws InterruptedException {
        MemoryExtractor hangs = liking("model", this::hangOnPoison);
        MemoryExtractor model = new MemoryExtractor() {
            @Override
            public String name() {
                return hangs.name();
            }

            @Override
            public Extraction extract(MemoryWindow window) {
                return hangs.extract(window);
            }

            @Override
            public ModelTokens estimate(MemoryWindow window) {
                return new ModelTokens(1, 600, 400);
            }
        };
        LearningOptions.Builder options = options()
                .memoryExtractors(List.of())
                .modelExtractor(model)
                .budget(LearningBudget.tokens(2_000))
                .limits(ExtractionLimits.defaults().withTime(Duration.ofMillis(300)));
        try (LearningLoop loop = loop(options)) {
            turn(ANNA, "I like poison");
            for (int i = 0; i < 12; i++) {
                goBy(loop, Duration.ofMinutes(10));
                release();
            }
            assertThat(loop.report().tokens())
                    .as("two tries, and no more on this day")
                    .isEqualTo(new ModelTokens(2, 1_200, 800));
            assertThat(loop.report().budgetSpent()).isPositive();
        } finally {
            release();
        }
    }

    @Test
    void nothing_is_passed_over_because_it_hangs_on_another_user() throws InterruptedException {
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        MemoryExtractor model = liking("model", message -> {
            if (message.user().equals(BEN) && away.get()) {
                tries.incrementAndGet();
                throw new ModelFailed("429", null);
            }
            return hangOnPoison(message);
        });
        try (LearningLoop loop = loop(model)) {
            turn(BEN, "I like plums");
            while (tries.get() < 9) {
                goBy(loop, Duration.ofMinutes(10));
            }
            learnFrom(loop, ANNA, "I like poison");
            goBy(loop, Duration.ofHours(2));
            assertThat(hanging).hasValue(1);
            assertThat(loop.report().givenUp()).isZero();
            away.set(false);
            for (int i = 0; i < 60 && facts(BEN).isEmpty(); i++) {
                release();
                goBy(loop, Duration.ofMinutes(10));
            }
            assertThat(facts(BEN)).containsExactly("likes = plums");
        } finally {
            release();
        }
    }
}
