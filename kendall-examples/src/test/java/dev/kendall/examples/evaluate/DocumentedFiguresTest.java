package dev.kendall.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.figures.GeneratedBlocks;
import dev.kendall.examples.figures.UntiedFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every figure of the README and of the pages on evaluation and benchmarks comes from a file of results. Documents of decisions are exempt:
 * they keep what was measured when something was decided.
 */
class DocumentedFiguresTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path EVALUATION = Path.of("docs/evaluation/README.md");
    private static final Path BENCHMARKS = Path.of("docs/benchmarks.md");

    @Test
    void theDocumentsSayWhatTheResultsSay() {
        new EvaluationDocs(PROJECT)
                .pages()
                .forEach((page, text) -> assertThat(PROJECT.resolve(page))
                        .as("%s; ./kendall evaluate report writes it anew", page)
                        .hasContent(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/evaluation/README.md", "docs/benchmarks.md"})
    void everyGeneratedBlockHasAFileOfResults(String page) throws IOException {
        Map<String, String> blocks = new TreeMap<>(new GeneratedBlocks(read(Path.of(page))).texts());
        // Made of all results of the benchmarks.
        blocks.remove("overview");
        // What was never measured says so, without a figure.
        blocks.values().removeIf(text -> text.strip().equals("Not measured yet."));
        assertThat(blocks.keySet())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(List.of(
                                PROJECT.resolve("docs/evaluation/results").resolve(block + ".json"),
                                PROJECT.resolve("kendall-benchmarks/results").resolve(block + ".json")))
                        .anyMatch(Files::isRegularFile));
    }

    @Test
    void noFigureOfTheReadmeIsWrittenByHand() throws IOException {
        assertThat(UntiedFigures.in(read(Path.of("README.md")))).isEmpty();
    }

    /** What is listed was set and not measured: thresholds, parameters and confidence levels. */
    @Test
    void noFigureOfTheEvaluationIsWrittenByHand() throws IOException {
        assertThat(UntiedFigures.in(read(EVALUATION))).isSubsetOf("95", "0.5", "4.0", "70", "97");
    }

    /** As above. */
    @Test
    void noFigureOfTheBenchmarksIsWrittenByHand() throws IOException {
        assertThat(UntiedFigures.in(read(BENCHMARKS)))
                .isSubsetOf("99.9", "1.1", "1.3", "0.1", "0.6", "1.02", "1.05", "1.03", "1.10", "95");
    }

    @Test
    void resultsAddUp() throws IOException {
        try (var files = Files.list(PROJECT.resolve("docs/evaluation/results"))) {
            List<Evaluation> evaluations = files.filter(file -> !EvaluationJson.isBaselines(file))
                    .map(EvaluationJson::read)
                    .toList();
            assertThat(evaluations)
                    .isNotEmpty()
                    .allSatisfy(evaluation -> assertThat(evaluation.configurations())
                            .isNotEmpty()
                            .allSatisfy(result -> assertThat(result)
                                    .isEqualTo(ConfigurationResult.of(
                                            result.configuration(),
                                            result.server(),
                                            result.questions(),
                                            evaluation.seed()))));
        }
    }

    private static String read(Path page) throws IOException {
        return Files.readString(PROJECT.resolve(page));
    }
}
