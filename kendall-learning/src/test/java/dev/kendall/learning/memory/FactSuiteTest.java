package dev.kendall.learning.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.learning.memory.english.EnglishGrammar;
import dev.kendall.learning.memory.evaluation.FactCase;
import dev.kendall.learning.memory.evaluation.FactEvaluation;
import dev.kendall.learning.memory.evaluation.FactScore;
import dev.kendall.learning.memory.evaluation.FactSuite;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The suite of scripted conversations. With {@code -Dkendall.facts.model=NAME} the last test asks that model, at {@code OPENAI_BASE_URL} (default:
 * OpenAI) with the key in {@code OPENAI_API_KEY}, and prints its counts; without, it asks a model that is scripted.
 */
class FactSuiteTest {
    private static FactScore grammar(String title, List<FactCase> suite) {
        FactScore score = FactEvaluation.run(new EnglishGrammar(), suite, 1);
        System.out.println(score.report("English grammar, " + title));
        assertNothingLost(score);
        return score;
    }

    /** No old fact is destroyed, no repeat deletes, nothing recalled is learned again. */
    private static void assertNothingLost(FactScore score) {
        assertThat(score.destroyed())
                .as("memories that cannot be read any more")
                .isZero();
        assertThat(score.lostByRepeat()).as("memories lost by a repeat").isZero();
        assertThat(score.results())
                .filteredOn(result -> result.conversation().topic().equals("feedback loop"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.wrong()).isEmpty());
    }

    @Test
    @DisplayName("the suite has at least 120 conversations, half of them held out, each with a name of its own")
    void size() {
        List<FactCase> all = Stream.concat(FactSuite.development().stream(), FactSuite.heldOut().stream())
                .toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(120);
        assertThat(FactSuite.heldOut()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(all.stream().map(FactCase::id).distinct()).hasSameSizeAs(all);
    }

    @Test
    @DisplayName("the grammar on the half that it was written with")
    void development() {
        FactScore score = grammar("development half", FactSuite.development());
        assertThat(score.changedByRepeat()).isZero();
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    @DisplayName("the grammar on the half that it was not written with")
    void heldOut() {
        FactScore score = grammar("held-out half", FactSuite.heldOut());
        assertThat(score.changedByRepeat()).isZero();
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.90);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.80);
    }

    @Test
    @DisplayName("the whole suite learned in batches of 50 messages gives the same counts")
    void batches() {
        for (List<FactCase> suite : List.of(FactSuite.development(), FactSuite.heldOut())) {
            FactScore one = FactEvaluation.run(new EnglishGrammar(), suite, 1);
            FactScore many = FactEvaluation.run(new EnglishGrammar(), suite, 50);
            assertNothingLost(many);
            assertThat(many.report("")).isEqualTo(one.report(""));
        }
    }

    @Test
    @DisplayName("any model of langchain4j through the model's extractor")
    void model() {
        String name = System.getProperty("kendall.facts.model");
        List<FactCase> all = Stream.concat(FactSuite.development().stream(), FactSuite.heldOut().stream())
                .toList();
        if (name == null) {
            FactScore score = FactEvaluation.run(new ModelMemoryExtractor(new GrammarModel()), all, 20);
            System.out.println(score.report("Scripted model"));
            assertNothingLost(score);
            assertThat(score.changedByRepeat()).isZero();
            assertThat(score.precision()).isGreaterThanOrEqualTo(0.9);
            return;
        }
        OpenAiChatModel model = OpenAiChatModel.builder()
                .modelName(name)
                .apiKey(System.getenv("OPENAI_API_KEY"))
                .baseUrl(System.getenv().getOrDefault("OPENAI_BASE_URL", "https://api.openai.com/v1"))
                .strictJsonSchema(true)
                .build();
        FactScore score = FactEvaluation.run(new ModelMemoryExtractor(model), all, 20);
        System.out.println(score.report("Model " + name));
        assertThat(score.destroyed()).isZero();
    }
}
