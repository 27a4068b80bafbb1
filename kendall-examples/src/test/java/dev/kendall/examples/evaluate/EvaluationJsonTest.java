package dev.kendall.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.examples.command.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationJsonTest {
    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() throws IOException {
        Evaluation evaluation = EvaluationRuns.evaluation();
        Path file = Files.writeString(folder.resolve("e.json"), EvaluationJson.write(evaluation));
        assertThat(EvaluationJson.read(file)).isEqualTo(evaluation);
    }

    @Test
    void aQuestionIsALine() {
        assertThat(EvaluationJson.write(EvaluationRuns.evaluation()).lines())
                .contains(
                        "        {\"id\": \"q2\", \"category\": \"single-hop\", \"evidence\": 2, \"ranks\": [3, 12], \"embedMillis\": 1.5,"
                                + " \"searchMillis\": 0.25, \"contextTokens\": 120},")
                .contains("  \"format\": \"kendall-evaluation/1\",");
    }

    @Test
    void whatIsNoEvaluationIsRefusedInOneSentence() throws IOException {
        assertRefused("no JSON", "holds no results of ./kendall evaluate --json: ");
        assertRefused("", "its format is \"\"");
        assertRefused("{\"format\":\"kendall-evaluation/9\"}", "its format is \"kendall-evaluation/9\"");
        assertRefused("{\"format\":\"kendall-evaluation/1\"}", "Missing creator property 'started' (index 1).");
        assertThatThrownBy(() -> EvaluationJson.read(folder.resolve("none")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageEndingWith("cannot be read: there is no such file or folder.");
    }

    private void assertRefused(String content, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), content);
        assertThatThrownBy(() -> EvaluationJson.read(file))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }
}
