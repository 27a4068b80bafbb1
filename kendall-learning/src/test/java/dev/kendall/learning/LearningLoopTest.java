package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.NewContact;
import dev.kendall.failure.ModelFailed;
import dev.kendall.job.Debounce;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Evidence;
import dev.kendall.learning.memory.Extraction;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.MemoryDecision.Operation;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Turn;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LearningLoopTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final PageRequest ALL = PageRequest.first(1_000);

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final Kendall kendall = Kendall.builder(storage).clock(clock).open();

    private LearningOptions.Builder options() {
        return LearningOptions.builder().clock(clock);
    }

    private void turn(UserId user, String text, String reply) {
        Turn turn = kendall.turn(user, HOME, text);
        turn.complete(reply);
        clock.advance(Duration.ofSeconds(5));
    }

    private int learn(LearningLoop loop) {
        int tries = loop.runOnce();
        clock.advance(Duration.ofHours(2));
        return tries + loop.runOnce();
    }

    /** A minute goes by, as a running loop sees it. */
    private void quiet(LearningLoop loop) {
        loop.runOnce();
        clock.advance(Duration.ofMinutes(1));
        loop.runOnce();
    }

    private List<Memory> memories(UserId user) {
        return storage.memories().list(user, MemoryFilter.current(), ALL).items();
    }

    private List<String> facts(UserId user) {
        return memories(user).stream()
                .map(memory -> memory.key() + " = " + memory.value())
                .sorted()
                .toList();
    }

    /** Claims that the user likes the last word of every message that a predicate takes. */
    private static MemoryExtractor claiming(String name, Function<Message, Boolean> takes) {
        return new MemoryExtractor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Extraction extract(MemoryWindow window) {
                List<Claim> claims = new ArrayList<>();
                for (Message message : window.evidence()) {
                    if (takes.apply(message)) {
                        String[] words = message.text().split(" ");
                        claims.add(Claim.stated(
                                Facet.LIKES, words[words.length - 1], Evidence.of(message, message.text())));
                    }
                }
                return new Extraction(claims, Map.of(), new ModelTokens(1, 100, 10));
            }
        };
    }

    @Test
    void a_completed_turn_is_learned_from_once_the_thread_is_quiet() {
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            turn(ANNA, "I work as a nurse.", "Noted.");
            assertThat(loop.runOnce()).as("too early").isZero();
            assertThat(memories(ANNA)).isEmpty();
            clock.advance(Duration.ofSeconds(31));
            assertThat(loop.runOnce()).isEqualTo(1);
            assertThat(memories(ANNA)).singleElement().satisfies(memory -> {
                assertThat(memory.value()).containsIgnoringCase("nurse");
                Message source =
                        storage.chat().find(ANNA, memory.sources().get(0)).orElseThrow();
                assertThat(source.text()).isEqualTo("I work as a nurse.");
            });
            LearningReport report = loop.report();
            assertThat(report.turns()).isEqualTo(1);
            assertThat(report.messages()).isEqualTo(2);
            assertThat(report.memories(Operation.ADD)).isEqualTo(1);
        }
    }

    @Test
    void what_the_assistant_says_is_not_learned() {
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            turn(ANNA, "What do I do for a living?", "You said: I work as a nurse. My sister Ana lives in Leeds.");
            learn(loop);
            assertThat(memories(ANNA)).isEmpty();
            assertThat(loop.report().messages()).isEqualTo(2);
        }
    }

    @Test
    void nothing_is_learned_twice() {
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            turn(ANNA, "I work as a nurse.", "Noted.");
            learn(loop);
            List<Memory> first = memories(ANNA);
            assertThat(loop.catchUp()).isZero();
            learn(loop);
            assertThat(memories(ANNA)).isEqualTo(first);
            assertThat(loop.report().messages()).isEqualTo(2);
        }
    }

    @Test
    void what_was_there_before_is_caught_up_with() {
        storage.chat().append(ANNA, HOME, NewMessage.user("I work as a nurse."));
        storage.chat().append(BEN, HOME, NewMessage.user("I work as a baker."));
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            assertThat(loop.catchUp()).isEqualTo(2);
            loop.runOnce();
            assertThat(memories(ANNA))
                    .singleElement()
                    .satisfies(memory -> assertThat(memory.value()).contains("nurse"));
            assertThat(memories(BEN))
                    .singleElement()
                    .satisfies(memory -> assertThat(memory.value()).contains("baker"));
        }
    }

    @Test
    void batches_and_the_order_of_users_do_not_matter() {
        List<String> said = List.of(
                "I work as a nurse.",
                "My sister Ana lives in Leeds.",
                "I moved to York last week.",
                "I'm allergic to hazelnuts.",
                "Actually, I work as a midwife now.",
                "I live in York.",
                "Remember that the spare key is under the pot.");
        List<List<String>> learned = new ArrayList<>();
        for (int batch : new int[] {1, 2, 3, 50}) {
            InMemoryStorage each = InMemoryStorage.builder().clock(clock).build();
            List<UserId> users = new ArrayList<>(List.of(ANNA, BEN, UserId.of("cleo")));
            Collections.shuffle(users, new Random(batch));
            for (UserId user : users) {
                Instant at = Instant.parse("2026-02-01T09:00:00Z");
                for (int i = 0; i < said.size(); i++) {
                    each.chat()
                            .append(
                                    user,
                                    ThreadId.of("t" + i % 2),
                                    NewMessage.user(said.get(i)).withCreatedAt(at.plus(Duration.ofHours(i))));
                }
            }
            try (LearningLoop loop =
                    LearningLoop.of(Kendall.open(each), options().batch(batch).build())) {
                loop.catchUp();
                loop.runOnce();
            }
            learned.add(each.memories().list(BEN, MemoryFilter.all(), ALL).items().stream()
                    .map(memory -> memory.key() + " = " + memory.value() + " " + memory.isCurrent())
                    .sorted()
                    .toList());
        }
        assertThat(learned.get(0)).isNotEmpty();
        assertThat(learned).allSatisfy(each -> assertThat(each).isEqualTo(learned.get(0)));
    }

    @Test
    void a_model_that_is_away_delays_only_what_it_would_find() {
        AtomicInteger away = new AtomicInteger(2);
        MemoryExtractor model = claiming("model", message -> {
            if (away.getAndDecrement() > 0) {
                throw new ModelFailed("429", null);
            }
            return true;
        });
        try (LearningLoop loop =
                LearningLoop.of(kendall, options().modelExtractor(model).build())) {
            turn(ANNA, "I work as a nurse.", "Noted.");
            quiet(loop);
            assertThat(facts(ANNA)).hasSize(1);
            assertThat(loop.report().failures()).containsEntry("model", 1L);
            learn(loop);
            learn(loop);
            assertThat(facts(ANNA)).hasSize(2).anyMatch(fact -> fact.endsWith("nurse."));
            assertThat(loop.report().givenUp()).isZero();
            assertThat(loop.report().messages()).isEqualTo(2);
        }
    }

    @Test
    void a_poison_message_is_passed_over_and_the_others_are_learned() {
        MemoryExtractor model = claiming("model", message -> {
            if (message.text().contains("poison")) {
                throw new IllegalStateException("boom");
            }
            return message.role() == Role.USER;
        });
        try (LearningLoop loop = LearningLoop.of(
                kendall,
                options()
                        .memoryExtractors(List.of())
                        .modelExtractor(model)
                        .budget(LearningBudget.tokens(Long.MAX_VALUE))
                        .build())) {
            turn(ANNA, "I like pears", "Yes.");
            turn(ANNA, "I like poison", "No.");
            turn(ANNA, "I like plums", "Yes.");
            for (int i = 0; i < 20; i++) {
                learn(loop);
            }
            assertThat(memories(ANNA)).extracting(Memory::value).containsExactlyInAnyOrder("pears", "plums");
            assertThat(loop.report().givenUp()).isEqualTo(1);
            assertThat(loop.catchUp()).isZero();
        }
    }

    @Test
    void a_spent_budget_leaves_what_needs_no_model() {
        AtomicInteger asked = new AtomicInteger();
        MemoryExtractor model = claiming("model", message -> {
            asked.incrementAndGet();
            return false;
        });
        try (LearningLoop loop = LearningLoop.of(
                kendall,
                options()
                        .modelExtractor(model)
                        .budget(LearningBudget.tokens(110))
                        .build())) {
            turn(ANNA, "Good morning.", "Hello.");
            quiet(loop);
            turn(ANNA, "I work as a nurse.", "Noted.");
            quiet(loop);
            assertThat(asked).hasValue(1);
            assertThat(memories(ANNA)).hasSize(1);
            assertThat(loop.report().budgetSpent()).isEqualTo(1);
            turn(BEN, "Good morning.", "Hello.");
            quiet(loop);
            assertThat(asked).as("another user's budget").hasValue(2);
            clock.advance(Duration.ofDays(1));
            turn(ANNA, "Good morning.", "Hello.");
            quiet(loop);
            assertThat(asked).as("another day").hasValue(3);
        }
    }

    @Test
    void a_habit_becomes_a_pattern_and_a_second_run_changes_nothing() {
        Instant monday = Instant.parse("2025-11-03T09:00:00Z");
        for (int week = 0; week < 17; week++) {
            for (String text : List.of("Call John please", "Anything new?")) {
                storage.chat()
                        .append(
                                ANNA,
                                HOME,
                                NewMessage.user(text)
                                        .withCreatedAt(monday.plus(Duration.ofDays(7L * week))
                                                .plusSeconds(
                                                        text.equals("Call John please")
                                                                ? 0
                                                                : 86_400L * (1 + week % 5))));
            }
        }
        storage.contacts().upsert(ANNA, NewContact.named("John"));
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            loop.catchUp();
            loop.runOnce();
            List<Pattern> patterns =
                    storage.patterns().list(ANNA, PatternFilter.active(), ALL).items();
            assertThat(patterns).anySatisfy(pattern -> {
                assertThat(pattern.description()).contains("John");
                assertThat(pattern.evidence()).hasSizeGreaterThan(10);
            });
            long changes = loop.report().patterns().added();
            loop.catchUp();
            loop.runOnce();
            assertThat(storage.patterns()
                            .list(ANNA, PatternFilter.active(), ALL)
                            .items())
                    .isEqualTo(patterns);
            assertThat(loop.report().patterns()).isEqualTo(new LearningReport.Patterns(changes, 0, 0));
        }
    }

    @Test
    void memories_are_cleaned_up_in_the_users_night_with_the_reason() {
        storage.users()
                .save(
                        ANNA,
                        Profile.builder().zone(ZoneId.of("America/New_York")).build());
        Memory old = storage.memories().add(ANNA, NewMemory.fact("gift", "a kite"));
        clock.advance(Duration.ofMinutes(1));
        storage.memories().add(ANNA, NewMemory.fact("gift", " A  kite"));
        storage.memories()
                .add(
                        ANNA,
                        NewMemory.fact("parking", "bay 7")
                                .expiringAt(clock.instant().plusSeconds(60)));
        storage.memories().add(ANNA, NewMemory.fact("shoe size", "39").withImportance(Importance.LOW));
        storage.memories().add(ANNA, NewMemory.fact("allergy", "hazelnuts").withImportance(Importance.HIGH));
        try (LearningLoop loop =
                LearningLoop.of(kendall, options().memoryCapacity(2).build())) {
            loop.runOnce();
            clock.set(Instant.parse("2026-03-03T07:00:30Z")); // two in the morning in New York
            loop.runOnce();
            assertThat(memories(ANNA)).hasSize(5);
            clock.set(Instant.parse("2026-03-03T08:00:30Z"));
            loop.runOnce();
            clock.set(Instant.parse("2026-03-03T08:59:59Z"));
            loop.runOnce();
        }
        assertThat(facts(ANNA)).containsExactlyInAnyOrder("allergy = hazelnuts", "gift = a kite");
        assertThat(storage.memories().list(ANNA, MemoryFilter.all(), ALL).items().stream()
                        .filter(memory -> !memory.isCurrent())
                        .map(memory -> {
                            List<MemoryRevision> history = storage.memories().history(ANNA, memory.id());
                            return history.get(history.size() - 1).reason();
                        }))
                .containsExactlyInAnyOrder(
                        "repeats memory " + old.id(),
                        "expired at 2026-03-02T12:02:00Z",
                        "the least important of more than 2 memories");
    }

    @Test
    void it_learns_in_the_background_when_it_is_started() throws InterruptedException {
        Kendall live = Kendall.open(InMemoryStorage.create());
        LearningOptions quick = LearningOptions.builder()
                .pollInterval(Duration.ofMillis(10))
                .quiet(Debounce.of(Duration.ofMillis(20)))
                .build();
        try (LearningLoop loop = LearningLoop.start(live, quick)) {
            live.turn(ANNA, HOME, "I work as a nurse.").complete("Noted.");
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (loop.report().messages() < 2) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(5);
            }
            assertThat(live.storage()
                            .memories()
                            .list(ANNA, MemoryFilter.current(), ALL)
                            .items())
                    .hasSize(1);
        }
    }
}
