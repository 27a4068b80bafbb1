package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.failure.Conflict;
import dev.kendall.job.Job;
import dev.kendall.job.JobStatus;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandoverTest extends LoopFixture {
    private final AtomicInteger lost = new AtomicInteger();

    /** As when somebody writes for Anna all the time: whoever else would write for her loses. */
    private TransactionalStorage busyWithAnna(AtomicBoolean busy) {
        return inTransactions(
                storage,
                tx -> instead(Transaction.class, tx, "outbox", none -> {
                    Outbox outbox = tx.outbox();
                    return instead(Outbox.class, outbox, "remove", arguments -> {
                        OutboxEntry entry = (OutboxEntry) arguments[0];
                        if (busy.get() && entry.change().user().equals(ANNA)) {
                            lost.incrementAndGet();
                            throw Conflict.lostRace("somebody wrote for " + ANNA);
                        }
                        return outbox.remove(entry);
                    });
                }));
    }

    @Test
    void a_user_who_is_written_for_all_the_time_is_in_the_way_of_nobody() {
        AtomicBoolean busy = new AtomicBoolean(true);
        for (int i = 0; i < 60; i++) {
            turn(ANNA, "I work as a nurse.");
            turn(UserId.of("user" + i), "I work as a baker.");
        }
        try (LearningLoop loop = loopOn(busyWithAnna(busy))) {
            settle(loop);
            assertThat(facts(UserId.of("user59"))).containsExactly("job = baker");
            assertThat(facts(ANNA)).isEmpty();
            assertThat(lost.get()).as("it is tried a few times").isBetween(2, 20);
            assertThat(loop.report().turns()).isEqualTo(60);
            busy.set(false);
            settle(loop);
            assertThat(facts(ANNA)).containsExactly("job = nurse");
            assertThat(loop.report().turns()).isEqualTo(120);
        }
    }

    @Test
    void turns_of_one_thread_ask_for_one_job() {
        for (int i = 0; i < 70; i++) {
            turn(ANNA, "Good morning.");
        }
        kendall.turn(ANNA, ThreadId.of("work"), "Good morning.").complete("Hello.");
        try (LearningLoop loop = loop(options())) {
            loop.runOnce();
            assertThat(loop.report().turns()).isEqualTo(71);
            assertThat(jobs(LearnThread.NAME)).extracting(Job::key).containsExactlyInAnyOrder("home", "work");
            assertThat(jobs(LearnPatterns.NAME)).hasSize(1);
        }
    }

    @Test
    void of_very_many_threads_a_few_are_asked_for_at_a_time() {
        int threads = 2 * CatchUp.THREADS + 20;
        for (int i = 0; i < threads; i++) {
            storage.chat().append(ANNA, ThreadId.of("thread-" + i), NewMessage.user("I like plums" + i));
            clock.advance(Duration.ofSeconds(1));
        }
        List<Long> waiting = new ArrayList<>();
        MemoryExtractor looking = liking("looking", message -> {
            waiting.add(jobs(LearnThread.NAME).stream()
                    .filter(job -> job.status() == JobStatus.WAITING)
                    .count());
            return lastWord(message);
        });
        try (LearningLoop loop = loop(options().memoryExtractors(List.of(looking)))) {
            assertThat(loop.catchUp()).isEqualTo(threads);
            assertThat(jobs(LearnThread.NAME)).isEmpty();
            assertThat(jobs(CatchUp.NAME)).hasSize(1);
            loop.runOnce();
            assertThat(facts(ANNA)).hasSize(threads);
            assertThat(waiting).hasSize(threads).allMatch(count -> count < CatchUp.THREADS);
            assertThat(jobs(CatchUp.NAME)).hasSize(3);
            assertThat(loop.catchUp()).isZero();
        }
    }
}
