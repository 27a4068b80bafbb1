package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.figures.FigureTables;
import dev.kendall.examples.figures.GeneratedBlocks;
import dev.kendall.examples.figures.TiedFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the project's documents say of evaluations: the generated blocks of {@code docs/evaluation/README.md}, one for each file in {@code
 * docs/evaluation/results}, and the figures of that page and of the README that are tied to a generated table, of the benchmarks too.
 */
final class EvaluationDocs {
    private static final Path PAGE = Path.of("docs", "evaluation", "README.md");
    private static final Path RESULTS = Path.of("docs", "evaluation", "results");
    private static final Path BENCHMARKS = Path.of("docs", "benchmarks.md");
    private static final Path README = Path.of("README.md");
    private static final String JSON = ".json";

    private final Path project;

    EvaluationDocs(Path project) {
        this.project = project;
    }

    /**
     * The pages as they should be.
     *
     * @throws CommandFailed when this is no checkout of the project, or a page has no place for a result or no source for a figure
     */
    Map<Path, String> pages() {
        try {
            String page = read(PAGE);
            for (Path result : results()) {
                String file = String.valueOf(result.getFileName());
                page = new GeneratedBlocks(page).with(file.substring(0, file.length() - JSON.length()), block(result));
            }
            TiedFigures figures = new TiedFigures(FigureTables.of(List.of(page, read(BENCHMARKS))));
            Map<Path, String> pages = new LinkedHashMap<>();
            pages.put(PAGE, figures.filled(page));
            pages.put(README, figures.filled(read(README)));
            return pages;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_INPUT, "The documents cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static String block(Path result) {
        return EvaluationJson.isBaselines(result)
                ? ResultMarkdown.of(EvaluationJson.readBaselines(result))
                : ResultMarkdown.of(EvaluationJson.read(result));
    }

    private List<Path> results() {
        try (Stream<Path> files = Files.list(project.resolve(RESULTS))) {
            return files.filter(file -> file.toString().endsWith(JSON)).sorted().toList();
        } catch (IOException e) {
            throw notRead(RESULTS, e);
        }
    }

    private String read(Path page) {
        try {
            return Files.readString(project.resolve(page), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw notRead(page, e);
        }
    }

    private static CommandFailed notRead(Path page, IOException e) {
        return new CommandFailed(
                ExitCode.BAD_INPUT,
                page + " cannot be read: " + Failures.reason(e) + "; run this in the root of a checkout of Kendall.",
                e);
    }
}
