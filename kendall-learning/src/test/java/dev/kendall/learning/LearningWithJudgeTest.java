package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kendall.Kendall;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.kendall.learning.memory.MemoryDecision.Operation;
import dev.kendall.learning.memory.ModelMemoryJudge;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.ScriptedChatModel;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.exception.RateLimitException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningWithJudgeTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final Kendall kendall = Kendall.builder(storage).clock(clock).open();

    private LearningLoop loop(ScriptedChatModel model, LearningBudget budget) {
        return LearningLoop.of(
                kendall,
                LearningOptions.builder()
                        .clock(clock)
                        .memoryJudge(new ModelMemoryJudge(model))
                        .budget(budget)
                        .build());
    }

    private void say(LearningLoop loop, String text) {
        kendall.turn(ANNA, HOME, text).complete("Noted.");
        loop.runOnce();
        clock.advance(Duration.ofMinutes(1));
        loop.runOnce();
    }

    private List<String> birthdays(MemoryFilter filter) {
        return storage.memories().list(ANNA, filter, PageRequest.first(10)).items().stream()
                .filter(memory -> memory.key().equals("birthday"))
                .map(Memory::value)
                .toList();
    }

    @Test
    void a_model_is_asked_only_in_doubt_and_its_verdict_is_stored() {
        ScriptedChatModel model =
                ScriptedChatModel.answering("{\"verdicts\":[{\"doubt\":1,\"verdict\":\"replaces\"}]}");
        try (LearningLoop loop = loop(model, LearningBudget.tokens(1_000))) {
            say(loop, "My birthday is 3 May.");
            say(loop, "I work as a nurse.");
            assertThat(model.requests()).isEmpty();
            say(loop, "My birthday is 4 May.");
            assertThat(model.requests()).hasSize(1);
            assertThat(birthdays(MemoryFilter.current())).containsExactly("4 May");
            assertThat(birthdays(MemoryFilter.closed())).containsExactly("3 May");
            assertThat(loop.report().memories(Operation.SUPERSEDE)).isEqualTo(1);
            assertThat(loop.report().tokens().calls()).isEqualTo(1);
        }
    }

    @Test
    void a_judge_that_fails_leaves_it_to_the_rules_and_is_counted() {
        ScriptedChatModel model = ScriptedChatModel.answering().thenFail(new RateLimitException("429"));
        try (LearningLoop loop = loop(model, LearningBudget.tokens(1_000))) {
            say(loop, "My birthday is 3 May.");
            say(loop, "My birthday is 4 May.");
            assertThat(birthdays(MemoryFilter.current())).containsExactly("3 May");
            assertThat(loop.report().memories(Operation.QUARANTINE)).isEqualTo(1);
            assertThat(loop.report().failures()).containsExactly(entry("model_judge", 1L));
            assertThat(loop.report().unanswered()).containsExactly(entry(Status.RATE_LIMITED, 1L));
            assertThat(loop.report().messages()).isEqualTo(4);
        }
    }

    @Test
    void a_spent_budget_leaves_it_to_the_rules() {
        ScriptedChatModel model = ScriptedChatModel.answering();
        try (LearningLoop loop = loop(model, LearningBudget.tokens(0))) {
            say(loop, "My birthday is 3 May.");
            say(loop, "My birthday is 4 May.");
            assertThat(model.requests()).isEmpty();
            assertThat(birthdays(MemoryFilter.current())).containsExactly("3 May");
            assertThat(loop.report().budgetSpent()).isEqualTo(2);
        }
    }
}
