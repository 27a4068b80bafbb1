package dev.kendall.examples.evaluate;

import static dev.kendall.examples.evaluate.EvaluationRuns.question;
import static dev.kendall.examples.evaluate.EvaluationRuns.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.scoring.Metric;
import dev.kendall.examples.scoring.PairedTest;
import dev.kendall.search.SearchMode;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final ConfigurationResult first =
            result(SearchMode.KEYWORD, question("a", "", 2, 1), question("b", "", 1), question("c", "", 1, 2));

    @Test
    void isQuestionByQuestionWhateverTheirOrder() {
        ConfigurationResult second =
                result(SearchMode.HYBRID, question("c", "", 1, 2), question("b", "", 1, 3), question("a", "", 2, 1, 2));
        PairedTest recall = Comparison.of(first, second, 42).tests().get(Metric.RECALL_10);
        assertThat(recall).isNotNull();
        assertThat(recall.better()).isEqualTo(2);
        assertThat(recall.worse()).isZero();
        assertThat(recall.difference().mean()).isEqualTo((0.5 + 1) / 3);
        // Of the four assignments of two differences, two reach the observed sum.
        assertThat(recall.randomisation()).isEqualTo(0.5);
    }

    @Test
    void otherQuestionsAreRefused() {
        ConfigurationResult fewer = result(SearchMode.HYBRID, question("a", "", 2, 1), question("x", "", 1, 3));
        assertThatThrownBy(() -> Comparison.of(first, fewer, 42))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(
                        "The two cannot be compared, as they were not asked the same questions: the first has 2 questions"
                                + " (b is one) that the second has not, and the second 1 question (x) that the first has not.");
    }

    @Test
    void otherEvidenceIsRefused() {
        ConfigurationResult other =
                result(SearchMode.HYBRID, question("a", "", 3, 1), question("b", "", 1), question("c", "", 1));
        assertThatThrownBy(() -> Comparison.of(first, other, 42))
                .hasMessageEndingWith("question a has 2 messages of evidence in the first and 3 in the second.");
    }
}
