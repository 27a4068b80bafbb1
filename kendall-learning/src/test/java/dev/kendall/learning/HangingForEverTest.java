package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.learning.memory.ExtractionLimits;
import dev.kendall.learning.memory.MemoryExtractor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An extractor that hangs on a message, heeds no interrupt, and does not end while its process runs. */
@Timeout(120)
class HangingForEverTest extends LoopFixture {
    private final CountDownLatch wayOut = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final MemoryExtractor other = liking("other", message -> {
        asked.incrementAndGet();
        return "a good " + lastWord(message);
    });

    @AfterEach
    void release() {
        wayOut.countDown();
    }

    private void hang() {
        boolean over = false;
        while (!over) {
            try {
                wayOut.await();
                over = true;
            } catch (InterruptedException e) {
                asked.get();
            }
        }
    }

    /** One node: what hangs in it hangs in no other. */
    private LearningLoop node() {
        MemoryExtractor stuck = liking("stuck", message -> {
            if (message.text().contains("poison")) {
                hang();
            }
            return lastWord(message);
        });
        return node(stuck);
    }

    private LearningLoop node(MemoryExtractor stuck) {
        return loop(options()
                .memoryExtractors(List.of())
                .modelExtractor(stuck)
                .modelExtractor(other)
                .limits(ExtractionLimits.defaults().withTime(Duration.ofMillis(300))));
    }

    private void poison(LearningLoop loop) {
        turn(ANNA, "I like pears");
        learnFrom(loop, ANNA, "I like poison");
        assertThat(loop.report().failures()).containsKey("stuck");
        turn(ANNA, "I like plums");
        turn(BEN, "I like figs");
    }

    @Test
    void after_an_hour_the_others_go_on_without_it() {
        try (LearningLoop loop = node()) {
            poison(loop);
            goBy(loop, Duration.ofMinutes(30));
            assertThat(facts(ANNA)).as("it is waited for").doesNotContain("likes = a good plums");
            goBy(loop, Duration.ofMinutes(60));
            assertThat(facts(ANNA))
                    .containsExactly("likes = a good pears", "likes = a good plums", "likes = a good poison");
            assertThat(facts(BEN)).containsExactly("likes = a good figs");
            assertThat(loop.report().missed()).containsExactly(Map.entry("stuck", 8L));
            assertThat(loop.report().givenUp()).isZero();
            assertThat(loop.catchUp()).as("threads that wait").isZero();
            learnFrom(loop, BEN, "I like leeks");
            assertThat(facts(BEN)).as("it is waited for no longer").contains("likes = a good leeks");
        }
    }

    @Test
    void the_others_are_not_asked_again_while_it_is_waited_for() {
        try (LearningLoop loop = node()) {
            poison(loop);
            int before = asked.get();
            goBy(loop, Duration.ofMinutes(50));
            assertThat(asked.get() - before).as("of Ben's message, once").isEqualTo(1);
        }
    }

    @Test
    void what_it_missed_is_read_by_another_process() {
        try (LearningLoop loop = node()) {
            poison(loop);
            goBy(loop, Duration.ofHours(3));
        }
        try (LearningLoop restarted = node(liking("stuck", LoopFixture::lastWord))) {
            goBy(restarted, Duration.ofHours(2));
            assertThat(facts(ANNA)).contains("likes = pears", "likes = plums", "likes = poison");
            assertThat(facts(BEN)).containsExactly("likes = a good figs", "likes = figs");
            assertThat(restarted.report().givenUp()).isZero();
            long read = restarted.report().messages();
            goBy(restarted, Duration.ofHours(5));
            assertThat(restarted.report().messages()).as("read once").isEqualTo(read);
        }
    }

    @Test
    void what_it_missed_is_read_when_it_ends_after_all() {
        try (LearningLoop loop = node()) {
            poison(loop);
            goBy(loop, Duration.ofHours(3));
            assertThat(facts(ANNA)).doesNotContain("likes = plums");
            release();
            while (!facts(ANNA).contains("likes = plums") || !facts(BEN).contains("likes = figs")) {
                goBy(loop, Duration.ofMinutes(10));
            }
            assertThat(facts(ANNA)).contains("likes = pears", "likes = poison");
        }
    }

    /** Each new process hangs once more, until the messages are read one by one. */
    @Test
    void in_the_end_only_the_message_on_which_it_hangs_is_passed_over() {
        long givenUp = 0;
        for (int process = 0; process < 12; process++) {
            try (LearningLoop loop = node()) {
                if (process == 0) {
                    poison(loop);
                }
                goBy(loop, Duration.ofHours(3));
                givenUp += loop.report().givenUp();
            }
        }
        assertThat(givenUp).isEqualTo(1);
        assertThat(facts(ANNA)).contains("likes = pears", "likes = plums").doesNotContain("likes = poison");
        assertThat(facts(BEN)).contains("likes = figs");
    }
}
