package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.job.JobStatus;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that are stored in another order than that of their times. */
class LateMessagesTest extends LoopFixture {
    @Test
    void the_question_of_a_turn_that_took_longer_than_the_next_is_learned_from() {
        try (LearningLoop loop = loop(options())) {
            Turn slow = kendall.turn(ANNA, HOME, "I work as a nurse.");
            clock.advance(Duration.ofSeconds(10));
            learnFrom(loop, ANNA, "I live in York.");
            assertThat(facts(ANNA)).containsExactly("city = York");
            slow.complete("Noted.");
            settle(loop);
            assertThat(facts(ANNA)).containsExactly("city = York", "job = nurse");
            assertThat(loop.report().givenUp()).isZero();
            assertThat(loop.catchUp()).isZero();
        }
    }

    /** The job has read the thread when a turn is stored before what it is going to note as learned. */
    @Test
    void a_turn_that_comes_in_while_later_ones_are_learned_from_is_not_missed() {
        List<Runnable> meanwhile = new ArrayList<>();
        MemoryExtractor watching = liking("watching", message -> {
            List<Runnable> now = List.copyOf(meanwhile);
            meanwhile.clear();
            now.forEach(Runnable::run);
            return "";
        });
        try (LearningLoop loop = loop(options().modelExtractor(watching))) {
            Turn slow = kendall.turn(ANNA, HOME, "I work as a nurse.");
            clock.advance(Duration.ofSeconds(5));
            learnFrom(loop, ANNA, "Good morning.");
            turn(ANNA, "I live in York.");
            loop.runOnce();
            clock.advance(Duration.ofMinutes(1));
            meanwhile.add(() -> {
                slow.complete("Noted.");
                loop.runOnce();
            });
            loop.runOnce();
            assertThat(meanwhile).isEmpty();
            settle(loop);
            assertThat(facts(ANNA)).containsExactly("city = York", "job = nurse");
        }
    }

    @Test
    void a_message_of_next_year_waits_for_its_time_and_holds_up_no_other() {
        Instant nextYear = clock.instant().plus(Duration.ofDays(300));
        storage.chat().append(ANNA, HOME, NewMessage.user("I live in York.").withCreatedAt(nextYear));
        try (LearningLoop loop = loop(options())) {
            assertThat(loop.catchUp()).as("it is not its time").isZero();
            learnFrom(loop, ANNA, "I work as a nurse.");
            learnFrom(loop, ANNA, "I'm allergic to hazelnuts.");
            assertThat(facts(ANNA)).containsExactly("allergy = hazelnuts", "job = nurse");
            assertThat(jobs(LearnThread.NAME))
                    .filteredOn(job -> job.status() == JobStatus.WAITING)
                    .singleElement()
                    .satisfies(job -> assertThat(job.dueAt()).isEqualTo(nextYear));
            clock.set(nextYear.plusSeconds(1));
            loop.runOnce();
            assertThat(facts(ANNA)).containsExactly("allergy = hazelnuts", "city = York", "job = nurse");
        }
    }

    @Test
    void a_clock_that_was_ahead_for_a_while_takes_nothing_away() {
        try (LearningLoop loop = loop(options())) {
            Instant right = clock.instant();
            clock.set(right.plus(Duration.ofDays(300)));
            learnFrom(loop, ANNA, "I work as a nurse.");
            clock.set(right);
            learnFrom(loop, ANNA, "I live in York.");
            learnFrom(loop, ANNA, "I'm allergic to hazelnuts.");
            assertThat(facts(ANNA)).containsExactly("allergy = hazelnuts", "city = York", "job = nurse");
        }
    }
}
