package dev.kendall.examples.evaluate;

import static dev.kendall.examples.evaluate.EvaluationRuns.evaluation;
import static dev.kendall.examples.evaluate.EvaluationRuns.question;
import static dev.kendall.examples.evaluate.EvaluationRuns.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.search.SearchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path home;

    @Test
    void configurationsOfTheSameNameAreCompared() throws IOException {
        Path file = write("a.json", evaluation());
        CommandRun.Result result = compare(file, file);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("first:  Example, 2026-01-01T00:00:00Z, Kendall 1.2.3, commit abc, model a-model/384")
                .contains("first:  hybrid, in memory", "second: keyword, in memory")
                .doesNotContain("files differ");
        assertThat(result.out()).containsPattern("R@10 +0\\.500 +0\\.500 +\\+0\\.000 .* 0 +0 +3 +1\\.0000 +1\\.0000");
    }

    @Test
    void twoCanBeNamed() throws IOException {
        Path file = write("a.json", evaluation());
        CommandRun.Result result =
                compare(file, file, "--first", "keyword, in memory", "--second", "hybrid, in memory");
        // One of three questions gains half of its evidence.
        assertThat(result.out()).containsPattern("R@10 +0\\.333 +0\\.500 +\\+0\\.167 .* 1 +0 +2 +1\\.0000 +1\\.0000");
        CommandRun.Result unknown = compare(file, file, "--first", "nothing");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err().lines())
                .containsExactly(file + " has no configuration \"nothing\", but \"hybrid, in memory\","
                        + " \"keyword, in memory\".");
    }

    @Test
    void otherQuestionsAreRefusedInOneSentence() throws IOException {
        Path file = write("a.json", evaluation());
        Path other = write("b.json", evaluation("Other", result(SearchMode.HYBRID, question("q1", "", 1, 1))));
        CommandRun.Result result = compare(file, other);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("they were not asked the same questions");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void withoutACommonConfigurationTheNamesAreTold() throws IOException {
        Path file = write("a.json", evaluation("", result(SearchMode.HYBRID, question("q1", "", 1, 1))));
        Path other = write("b.json", evaluation("", result(SearchMode.SEMANTIC, question("q1", "", 1, 1))));
        CommandRun.Result result = compare(file, other);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("\"hybrid, in memory\" in the first, \"semantic, in memory\" in the second");
    }

    private CommandRun.Result compare(Path first, Path second, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "evaluate";
        arguments[1] = "compare";
        arguments[2] = first.toString();
        arguments[3] = second.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.in(home).run(arguments);
    }

    private Path write(String name, Evaluation evaluation) throws IOException {
        return Files.writeString(home.resolve(name), EvaluationJson.write(evaluation));
    }
}
