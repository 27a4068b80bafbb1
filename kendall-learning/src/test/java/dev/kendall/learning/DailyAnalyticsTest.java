package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.Kendall;
import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyRow.Answers;
import dev.kendall.analytics.DailyRow.Models;
import dev.kendall.analytics.DailyRow.Patterns;
import dev.kendall.analytics.DailyRow.Recall;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.NewContact;
import dev.kendall.job.JobStatus;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.memory.Extraction;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.TokenBudget;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DailyAnalyticsTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final Kendall kendall = Kendall.builder(storage).clock(clock).open();

    private LearningOptions.Builder options() {
        return LearningOptions.builder().clock(clock);
    }

    /** A model that finds nothing, for a price. */
    private static final class Paid implements MemoryExtractor {
        @Override
        public String name() {
            return "paid";
        }

        @Override
        public Extraction extract(MemoryWindow window) {
            return new Extraction(List.of(), Map.of(), new ModelTokens(1, 1_000, 200));
        }
    }

    private LearningLoop paidLoop() {
        return LearningLoop.of(
                kendall,
                options()
                        .modelExtractor(new Paid())
                        .budget(LearningBudget.cost(BigDecimal.TEN, new BigDecimal("2"), new BigDecimal("10")))
                        .build());
    }

    private void turn(UserId user, String text, Duration waited) {
        Turn turn = kendall.turn(user, HOME, text);
        turn.prompt(TokenBudget.of(4_000));
        clock.advance(waited);
        turn.complete("Noted.");
        clock.advance(Duration.ofSeconds(5));
    }

    private void run(LearningLoop loop, String time) {
        clock.set(Instant.parse(time));
        loop.runOnce();
    }

    @Test
    void a_day_of_learning_is_counted_from_what_is_stored_and_what_was_noted() {
        storage.memories().add(BEN, NewMemory.fact("allergy", "hazelnuts"));
        try (LearningLoop loop = paidLoop()) {
            turn(ANNA, "Good morning.", Duration.ofSeconds(1));
            turn(BEN, "May I eat hazelnuts?", Duration.ofSeconds(2));
            turn(ANNA, "Anything new?", Duration.ofSeconds(3));
            loop.runOnce();
            clock.advance(Duration.ofHours(2));
            loop.runOnce();
            DailyRow row = loop.analytics().run(MONDAY);
            assertThat(row.messages()).isEqualTo(6);
            assertThat(row.activeUsers()).isEqualTo(2);
            assertThat(row.answers()).isEqualTo(new Answers(3, Duration.ofSeconds(2), Duration.ofSeconds(3)));
            assertThat(row.recall()).isEqualTo(new Recall(3, 1));
            assertThat(Objects.requireNonNull(row.recall()).hitRate()).isEqualTo(1 / 3.0);
            assertThat(row.patterns()).isEqualTo(new Patterns(0, 0));
            assertThat(row.models()).isEqualTo(new Models(2, 2_000, 400, new BigDecimal("0.008")));
            assertThat(row.jobs()).isEqualTo(new DailyRow.Jobs(jobsDone(), 0));
            assertThat(loop.analytics().run(MONDAY)).as("counted again").isEqualTo(row);
            assertThat(loop.analytics().list(MONDAY, MONDAY)).containsExactly(row);
        }
    }

    private long jobsDone() {
        return storage.jobs().counts().count(JobStatus.SUCCEEDED);
    }

    @Test
    void without_a_price_no_cost_is_known_and_without_learning_only_what_is_stored_is() {
        try (LearningLoop loop =
                LearningLoop.of(kendall, options().modelExtractor(new Paid()).build())) {
            turn(ANNA, "Good morning.", Duration.ofSeconds(1));
            DailyRow before = loop.analytics().run(MONDAY);
            assertThat(before.messages()).isEqualTo(2);
            assertThat(before.recall()).isNull();
            assertThat(before.patterns()).isNull();
            assertThat(before.models()).isNull();
            loop.runOnce();
            clock.advance(Duration.ofHours(2));
            loop.runOnce();
            assertThat(loop.analytics().run(MONDAY).models()).isEqualTo(new Models(1, 1_000, 200, null));
            DailyRow empty = loop.analytics().run(MONDAY.minusDays(1));
            assertThat(empty)
                    .isEqualTo(
                            new DailyRow(MONDAY.minusDays(1), 0, 0, null, null, null, new DailyRow.Jobs(0, 0), null));
        }
    }

    @Test
    void nights_count_the_last_week_with_what_was_handed_over_late() {
        turn(ANNA, "Good morning.", Duration.ofSeconds(1));
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            run(loop, "2026-03-05T02:30:00Z");
            assertThat(loop.analytics().find(MONDAY)).isEmpty();
            run(loop, "2026-03-05T03:00:30Z");
            DailyRow row = loop.analytics().find(MONDAY).orElseThrow();
            assertThat(row.recall()).as("of the day of the turn").isEqualTo(new Recall(1, 0));
            assertThat(loop.analytics().list(MONDAY.minusDays(30), MONDAY.plusDays(30)))
                    .extracting(DailyRow::day)
                    .containsExactlyElementsOf(
                            MONDAY.minusDays(4).datesUntil(MONDAY.plusDays(3)).toList());
            assertThat(loop.analytics().find(MONDAY.plusDays(1)).orElseThrow().recall())
                    .isNull();
        }
    }

    @Test
    void a_row_keeps_what_it_says_when_that_is_kept_nowhere_else_any_more() {
        try (LearningLoop loop = paidLoop()) {
            turn(ANNA, "Good morning.", Duration.ofSeconds(1));
            run(loop, "2026-03-02T14:00:00Z");
            run(loop, "2026-03-02T16:00:00Z");
            run(loop, "2026-03-03T02:30:00Z");
            run(loop, "2026-03-03T03:00:30Z");
            DailyRow row = loop.analytics().find(MONDAY).orElseThrow();
            assertThat(row.models()).isNotNull();
            assertThat(Objects.requireNonNull(row.jobs()).succeeded()).isPositive();
            run(loop, "2026-05-01T02:30:00Z");
            run(loop, "2026-05-01T03:00:30Z");
            run(loop, "2026-05-01T03:59:59Z");
            assertThat(storage.daily()
                            .states("learning/day/" + MONDAY, PageRequest.first(1))
                            .items())
                    .as("notes go after a while")
                    .isEmpty();
            assertThat(loop.analytics().run(MONDAY)).isEqualTo(row);
            assertThat(loop.analytics().run(MONDAY.minusDays(20)).jobs())
                    .as("never counted")
                    .isNull();
        }
    }

    @Test
    void patterns_that_are_learned_and_that_stop_are_counted_on_their_days() {
        Instant monday = Instant.parse("2025-11-03T09:00:00Z");
        for (int week = 0; week < 17; week++) {
            for (int hours : List.of(0, 24 * (1 + week % 5))) {
                storage.chat()
                        .append(
                                ANNA,
                                HOME,
                                NewMessage.user(hours == 0 ? "Call John please" : "Anything new?")
                                        .withCreatedAt(monday.plus(Duration.ofDays(7L * week))
                                                .plus(Duration.ofHours(hours))));
            }
        }
        storage.contacts().upsert(ANNA, NewContact.named("John"));
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            loop.catchUp();
            loop.runOnce();
            long added = loop.report().patterns().added();
            assertThat(added).isPositive();
            assertThat(loop.analytics().run(MONDAY).patterns()).isEqualTo(new Patterns(added, 0));
            clock.set(Instant.parse("2026-12-01T12:00:00Z"));
            loop.catchUp();
            loop.runOnce();
            long retired = loop.report().patterns().retired();
            assertThat(retired).isPositive();
            assertThat(loop.analytics().run(LocalDate.parse("2026-12-01")).patterns())
                    .isEqualTo(new Patterns(loop.report().patterns().added() - added, retired));
        }
    }

    @Test
    void days_are_those_of_the_zone() {
        LearningOptions options =
                options().dayZone(ZoneId.of("Australia/Adelaide")).build();
        DailyAnalytics analytics = DailyAnalytics.of(storage, options);
        storage.chat().append(ANNA, HOME, NewMessage.user("late").withCreatedAt(Instant.parse("2026-03-01T13:29:59Z")));
        storage.chat().append(BEN, HOME, NewMessage.user("early").withCreatedAt(Instant.parse("2026-03-01T13:30:00Z")));
        assertThat(analytics.run(MONDAY.minusDays(1)).messages()).isEqualTo(1);
        assertThat(analytics.run(MONDAY).messages()).isEqualTo(1);
        clock.set(Instant.parse("2026-03-02T13:30:00Z"));
        assertThat(analytics.run(MONDAY.plusDays(1)).day()).isEqualTo(MONDAY.plusDays(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analytics.run(MONDAY.plusDays(2)))
                .withMessageContaining("has not begun");
    }

    @Test
    void an_erased_user_is_in_no_row_and_in_no_note() {
        try (LearningLoop loop = paidLoop()) {
            turn(ANNA, "Good morning.", Duration.ofSeconds(1));
            turn(BEN, "Good morning.", Duration.ofSeconds(1));
            run(loop, "2026-03-02T14:00:00Z");
            assertThat(loop.analytics().run(MONDAY).activeUsers()).isEqualTo(2);
            kendall.erase(ANNA);
            DailyRow row = loop.analytics().run(MONDAY);
            assertThat(row.activeUsers()).isEqualTo(1);
            assertThat(row.recall()).isEqualTo(new Recall(1, 0));
            assertThat(row.toString()).doesNotContain("anna").doesNotContain("ben");
        }
    }
}
