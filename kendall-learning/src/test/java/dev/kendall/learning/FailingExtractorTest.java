package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.ModelFailed;
import dev.kendall.job.Job;
import dev.kendall.job.JobStatus;
import dev.kendall.learning.memory.MemoryExtractor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Extractors that fail for a while, or slowly come on. */
class FailingExtractorTest extends LoopFixture {
    private final AtomicBoolean away = new AtomicBoolean(true);
    private final MemoryExtractor model = liking("model", message -> {
        if (away.get()) {
            throw new ModelFailed("429", null);
        }
        return lastWord(message);
    });

    private LearningOptions.Builder modelOnly(MemoryExtractor extractor) {
        return options().memoryExtractors(List.of()).modelExtractor(extractor);
    }

    private long failures(LearningLoop loop) {
        return loop.report().failures().getOrDefault("model", 0L);
    }

    private void append(int count, String text) {
        Instant begin = clock.instant().minus(Duration.ofDays(2));
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(NewMessage.user(text.replace("#", "thing" + i)).withCreatedAt(begin.plusSeconds(i)));
        }
        storage.chat().append(ANNA, HOME, messages);
    }

    @Test
    void only_what_was_tried_each_time_is_given_up() {
        try (LearningLoop loop = loop(modelOnly(model))) {
            learnFrom(loop, ANNA, "I like pears");
            while (failures(loop) < Tries.MOST - 1) {
                goBy(loop, Duration.ofMinutes(10));
            }
            learnFrom(loop, ANNA, "I like plums");
            assertThat(failures(loop))
                    .as("what was just said brings no try forward")
                    .isEqualTo(Tries.MOST - 1);
            while (loop.report().givenUp() == 0) {
                goBy(loop, Duration.ofMinutes(10));
            }
            assertThat(loop.report().givenUp())
                    .as("the question, on which it was asked")
                    .isEqualTo(1);
            away.set(false);
            goBy(loop, Duration.ofHours(1));
            assertThat(facts(ANNA)).containsExactly("likes = plums");
            assertThat(loop.report().givenUp()).isEqualTo(1);
        }
    }

    @Test
    void a_model_that_is_away_for_two_hours_is_waited_for() {
        try (LearningLoop loop = loop(modelOnly(model))) {
            Instant back = clock.instant().plus(Duration.ofHours(2));
            for (int i = 0; clock.instant().isBefore(back); i++) {
                learnFrom(loop, ANNA, "I like number" + i);
                clock.advance(Duration.ofMinutes(4));
            }
            assertThat(failures(loop)).as("however much was said").isBetween(2L, 10L);
            away.set(false);
            goBy(loop, Duration.ofHours(1));
            assertThat(loop.report().givenUp()).isZero();
            assertThat(facts(ANNA)).hasSizeGreaterThan(20).contains("likes = number0", "likes = number20");
        }
    }

    @Test
    void what_needs_no_model_waits_for_none() {
        append(100, "Anything new about # today?");
        storage.chat().append(ANNA, HOME, NewMessage.user("I work as a nurse."));
        try (LearningLoop loop = loop(options().modelExtractor(model).batch(10))) {
            loop.catchUp();
            loop.runOnce();
            assertThat(facts(ANNA)).containsExactly("job = nurse");
            assertThat(failures(loop)).isEqualTo(1);
            assertThat(loop.report().messages()).as("learned from in full").isZero();
            clock.advance(Duration.ofSeconds(5));
            learnFrom(loop, ANNA, "I'm allergic to hazelnuts.");
            assertThat(facts(ANNA)).containsExactly("allergy = hazelnuts", "job = nurse");
        }
    }

    @Test
    void each_window_has_all_tries_of_its_own() {
        append(300, "I like #");
        Set<MessageId> asked = new HashSet<>();
        MemoryExtractor shaky = liking("model", message -> {
            String thing = lastWord(message);
            if (thing.endsWith("0") && asked.add(message.id())) {
                throw new ModelFailed("429", null);
            }
            return thing;
        });
        try (LearningLoop loop = loop(modelOnly(shaky).batch(10))) {
            loop.catchUp();
            goBy(loop, Duration.ofHours(6));
            assertThat(failures(loop)).isEqualTo(30);
            assertThat(loop.report().givenUp()).isZero();
            assertThat(facts(ANNA)).hasSize(300);
            assertThat(jobs(LearnThread.NAME)).extracting(Job::status).containsOnly(JobStatus.SUCCEEDED);
        }
    }

    @Test
    void a_job_of_a_long_thread_leaves_the_rest_to_others() {
        append(200, "I like #");
        AtomicInteger windows = new AtomicInteger();
        MemoryExtractor slow = liking("model", message -> {
            if (lastWord(message).endsWith("0")) {
                windows.incrementAndGet();
                clock.advance(Duration.ofMinutes(1));
            }
            return lastWord(message);
        });
        try (LearningLoop loop = loop(modelOnly(slow).batch(10))) {
            loop.catchUp();
            loop.runOnce();
            assertThat(windows).hasValue(20);
            assertThat(facts(ANNA)).hasSize(200);
            assertThat(jobs(LearnThread.NAME))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(job -> assertThat(job.attempts()).isEqualTo(1));
        }
    }
}
