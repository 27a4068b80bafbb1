package dev.kendall.learning.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.learning.memory.english.EnglishGrammar;
import dev.kendall.learning.memory.evaluation.FactCase;
import dev.kendall.learning.memory.evaluation.FactEvaluation;
import dev.kendall.learning.memory.evaluation.FactScore;
import dev.kendall.learning.memory.evaluation.FactSuite;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.List;
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
        assertThat(score.changedByRepeat()).as("changes by a repeat").isZero();
        assertThat(score.results())
                .filteredOn(result -> result.conversation().topic().equals("feedback loop"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.wrong()).isEmpty());
    }

    @Test
    @DisplayName(
            "the suite has at least 120 conversations, more than half of them not written with the grammar, each with a name of its own")
    void size() {
        List<FactCase> all = FactSuite.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(120);
        assertThat(FactSuite.heldOut().size() + FactSuite.fresh().size()).isGreaterThan(all.size() / 2);
        assertThat(all.stream().map(FactCase::id).distinct()).hasSameSizeAs(all);
    }

    @Test
    @DisplayName("the grammar on the conversations that it was written with")
    void development() {
        FactScore score = grammar("development", FactSuite.development());
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.98);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    @DisplayName("the grammar on the conversations held out until it was finished")
    void heldOut() {
        FactScore score = grammar("held out", FactSuite.heldOut());
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.90);
    }

    @Test
    @DisplayName("the grammar on the conversations written after its last change")
    void fresh() {
        FactScore score = grammar("fresh", FactSuite.fresh());
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    @DisplayName("the whole suite learned in batches of 50 messages leaves the same memories as message by message")
    void batches() {
        FactScore one = FactEvaluation.run(new EnglishGrammar(), FactSuite.all(), 1);
        FactScore many = FactEvaluation.run(new EnglishGrammar(), FactSuite.all(), 50);
        assertNothingLost(many);
        assertThat(many).isEqualTo(one);
    }

    @Test
    @DisplayName("any model of langchain4j through the model's extractor")
    void model() {
        String name = System.getProperty("kendall.facts.model");
        List<FactCase> all = FactSuite.all();
        if (name == null) {
            FactScore score = FactEvaluation.run(new ModelMemoryExtractor(new GrammarModel()), all, 20);
            System.out.println(score.report("Scripted model"));
            assertNothingLost(score);
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
