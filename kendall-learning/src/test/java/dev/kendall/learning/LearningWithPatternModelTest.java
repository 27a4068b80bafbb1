package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kendall.Kendall;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.memory.ModelMemoryExtractor;
import dev.kendall.learning.pattern.ModelPatternExtractor;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LearningWithPatternModelTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final String TEA = """
            {"patterns":[{"kind":"preference","does":"tea without milk","cites":[{"message":1,"quote":"Tea without milk"}]}]}""";

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final Kendall kendall = Kendall.builder(storage).clock(clock).open();
    private final PaidModel model = new PaidModel(TEA);

    /** A model that always answers the same, for 1,020 tokens, unless it is out of order; it counts how often it was asked. */
    private static final class PaidModel implements ChatModel {
        private final Queue<Supplier<String>> first = new ArrayDeque<>();
        private final String answer;
        private int asked;

        PaidModel(String answer) {
            this.answer = answer;
        }

        void fail(RuntimeException failure) {
            first.add(() -> {
                throw failure;
            });
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            asked++;
            Supplier<String> next = first.poll();
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(next == null ? answer : next.get()))
                    .tokenUsage(new TokenUsage(1_000, 20))
                    .build();
        }
    }

    private LearningOptions.Builder options() {
        return LearningOptions.builder().clock(clock).modelPatternExtractor(new ModelPatternExtractor(model));
    }

    private void say(LearningLoop loop, String text) {
        kendall.turn(ANNA, HOME, text).complete("Noted.");
        loop.runOnce();
        clock.advance(Duration.ofMinutes(20));
        loop.runOnce();
    }

    private void night(LearningLoop loop, String day) {
        clock.set(Instant.parse(day + "T03:00:30Z"));
        loop.runOnce();
        clock.set(Instant.parse(day + "T03:59:59Z"));
        loop.runOnce();
    }

    private List<String> patterns() {
        return storage.patterns().list(ANNA, PatternFilter.active(), PageRequest.first(100)).items().stream()
                .map(Pattern::description)
                .sorted()
                .toList();
    }

    @Test
    void a_model_is_asked_once_a_day_when_something_was_said_since() {
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            say(loop, "Tea without milk, as always.");
            assertThat(patterns()).containsExactly("Prefers: “tea without milk”");
            assertThat(model.asked).isEqualTo(1);
            assertThat(loop.report().tokens()).isEqualTo(new ModelTokens(1, 1_000, 20));
            say(loop, "Good morning.");
            assertThat(model.asked).as("the same day").isEqualTo(1);
            night(loop, "2026-03-03");
            assertThat(model.asked).as("another day").isEqualTo(2);
            night(loop, "2026-03-04");
            assertThat(model.asked).as("nothing was said since").isEqualTo(2);
            assertThat(patterns()).containsExactly("Prefers: “tea without milk”");
        }
    }

    @Test
    void a_model_that_is_away_is_asked_again_and_what_kept_it_is_told_apart() {
        model.fail(new RateLimitException("429"));
        model.fail(new RateLimitException("429"));
        model.fail(new TimeoutException("30 s"));
        model.first.add(() -> "garbled");
        try (LearningLoop loop = LearningLoop.of(kendall, options().build())) {
            for (int i = 0; i < 3; i++) {
                say(loop, "I prefer tea without milk.");
                assertThat(patterns()).as("what rules find").containsExactly("Prefers “tea without milk”");
            }
            LearningReport away = loop.report();
            assertThat(away.unanswered()).containsExactly(entry(Status.TIMED_OUT, 1L), entry(Status.RATE_LIMITED, 2L));
            assertThat(away.failures()).containsExactly(entry("model_patterns", 3L));
            assertThat(away.tokens().calls())
                    .as("the one that took too long is billed")
                    .isEqualTo(1);
            say(loop, "Hello.");
            LearningReport garbled = loop.report();
            assertThat(garbled.dropped()).containsExactly(entry(DropReason.UNREADABLE, 1L));
            assertThat(garbled.failures()).containsExactly(entry("model_patterns", 4L));
            assertThat(garbled.tokens()).isEqualTo(away.tokens().plus(new ModelTokens(1, 1_000, 20)));
        }
    }

    @Test
    void what_a_model_found_stays_while_it_is_not_asked() {
        try (LearningLoop loop = LearningLoop.of(
                kendall, options().budget(LearningBudget.tokens(1_000)).build())) {
            say(loop, "Tea without milk, as always.");
            List<Pattern> found = storage.patterns()
                    .list(ANNA, PatternFilter.all(), PageRequest.first(10))
                    .items();
            assertThat(found).hasSize(1);
            say(loop, "Good morning.");
            assertThat(storage.patterns()
                            .list(ANNA, PatternFilter.all(), PageRequest.first(10))
                            .items())
                    .isEqualTo(found);
        }
    }

    @Test
    void a_spent_budget_leaves_what_needs_no_model_and_is_one_for_memories_and_patterns() {
        PaidModel memories = new PaidModel("{\"claims\":[]}");
        try (LearningLoop loop = LearningLoop.of(
                kendall,
                options()
                        .modelExtractor(new ModelMemoryExtractor(memories))
                        .budget(LearningBudget.tokens(1_000))
                        .build())) {
            say(loop, "I prefer tea without milk.");
            assertThat(memories.asked).isEqualTo(1);
            assertThat(model.asked).isZero();
            assertThat(loop.report().budgetSpent()).isEqualTo(1);
            assertThat(patterns()).containsExactly("Prefers “tea without milk”");
            night(loop, "2026-03-03");
            assertThat(model.asked).as("another day's budget").isEqualTo(1);
            say(loop, "Good morning.");
            assertThat(memories.asked).as("spent for patterns").isEqualTo(1);
        }
    }
}
