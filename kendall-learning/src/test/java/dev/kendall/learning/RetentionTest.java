package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.Kendall;
import dev.kendall.job.JobCounts;
import dev.kendall.job.JobStatus;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final Kendall kendall = Kendall.builder(storage).clock(clock).open();

    private LearningLoop loop() {
        return LearningLoop.of(kendall, LearningOptions.builder().clock(clock).build());
    }

    /** Lets the night's hour of this day pass. */
    private void night(LearningLoop loop, String day) {
        clock.set(Instant.parse(day + "T02:30:00Z"));
        loop.runOnce();
        clock.set(Instant.parse(day + "T03:00:30Z"));
        loop.runOnce();
        clock.set(Instant.parse(day + "T03:59:59Z"));
        loop.runOnce();
    }

    private Memory changed(String key, int times) {
        Memory memory = storage.memories().add(ANNA, NewMemory.fact(key, "v1"));
        for (int i = 2; i <= times; i++) {
            memory = storage.memories()
                    .update(memory.withContent(memory.content().withContext("v" + i)));
        }
        return memory;
    }

    private List<Long> versions(Memory memory) {
        return storage.memories().history(ANNA, memory.id()).stream()
                .map(revision -> revision.memory().version())
                .toList();
    }

    private List<OutboxEntry> waiting() {
        return storage.inTransaction(tx -> tx.outbox().list(10));
    }

    @Test
    void changes_of_memories_are_forgotten_after_a_year_but_those_that_undo_needs() {
        Memory old = changed("shoe size", 10);
        clock.set(Instant.parse("2026-03-05T12:00:00Z"));
        Memory younger = changed("hat size", 10);
        try (LearningLoop loop = loop()) {
            night(loop, "2027-03-02");
            assertThat(versions(old)).as("not a year yet").hasSize(10);
            night(loop, "2027-03-04");
            assertThat(versions(old)).containsExactly(1L, 8L, 9L, 10L);
            assertThat(versions(younger)).hasSize(10);
            assertThat(loop.report().removed().revisions()).isEqualTo(6);
        }
        assertThat(storage.memories().find(ANNA, old.id())).contains(old);
    }

    @Test
    void finished_jobs_are_removed_after_a_week() {
        try (LearningLoop loop = loop()) {
            kendall.turn(ANNA, HOME, "I work as a nurse.").complete("Noted.");
            night(loop, "2026-03-03");
            night(loop, "2026-03-09");
            assertThat(loop.report().removed().jobs()).isZero();
            long succeeded = succeeded();
            night(loop, "2026-03-13");
            long removed = loop.report().removed().jobs();
            assertThat(removed).isPositive();
            night(loop, "2026-03-30");
            assertThat(loop.report().removed().jobs()).isGreaterThanOrEqualTo(succeeded);
            assertThat(succeeded()).isLessThan(succeeded);
        }
    }

    private long succeeded() {
        JobCounts counts = storage.jobs().counts();
        return counts.count(JobStatus.SUCCEEDED);
    }

    @Test
    void a_completed_turn_that_nobody_has_taken_waits_for_as_long_as_it_takes() {
        kendall.turn(ANNA, HOME, "I work as a nurse.").complete("Noted.");
        clock.advance(Duration.ofDays(4_000));
        assertThat(waiting()).hasSize(1);
        try (LearningLoop loop = loop()) {
            loop.runOnce();
            assertThat(waiting()).as("taken, and so gone").isEmpty();
            clock.advance(Duration.ofMinutes(2));
            loop.runOnce();
            assertThat(loop.report().turns()).isEqualTo(1);
        }
        assertThat(storage.memories()
                        .list(ANNA, MemoryFilter.current(), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void times_that_are_no_retention_are_refused() {
        LearningOptions.Builder options = LearningOptions.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.historyRetention(Duration.ofHours(23)))
                .withMessageContaining("PT23H");
        assertThatIllegalArgumentException().isThrownBy(() -> options.historyRetention(Duration.ofDays(36_501)));
    }
}
