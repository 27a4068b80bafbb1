package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two evaluations question by question. */
@Command(
        name = "compare",
        description = {
            "Compares two evaluations question by question, from files that ./kendall evaluate --json wrote.",
            "",
            "Prints for every metric the difference of the means with the 95 % interval of the paired bootstrap, for how many"
                    + " questions the second is better and worse, and two p-values: of Fisher's randomisation test on the difference,"
                    + " and of the sign test. Configurations of the same name are compared with each other, or those that --first"
                    + " and --second name. It refuses evaluations of different questions."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall evaluate compare before.json after.json",
            "  ./kendall evaluate compare A.json A.json --first \"keyword, in memory\" --second \"hybrid, in memory\""
        })
final class CompareCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FIRST", description = "The results that the others are compared with.")
    @SuppressWarnings("NullAway.Init")
    private Path first;

    @Parameters(index = "1", paramLabel = "SECOND", description = "The others; may be the same file.")
    @SuppressWarnings("NullAway.Init")
    private Path second;

    @Option(
            names = "--first",
            paramLabel = "NAME",
            description = "The configuration of the first file, such as \"hybrid, in memory\".")
    @Nullable
    private String firstName;

    @Option(
            names = "--second",
            paramLabel = "NAME",
            description = "The configuration of the second file. Default: that of the name given with --first.")
    @Nullable
    private String secondName;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "The seed of bootstrap and randomisation. Default: " + EvaluateCommand.SEED + ".")
    private long seed = EvaluateCommand.SEED;

    @Override
    public Integer call() {
        Evaluation before = EvaluationJson.read(first);
        Evaluation after = EvaluationJson.read(second);
        List<Comparison> comparisons = pairs(before, after).stream()
                .map(pair -> Comparison.of(pair.first(), pair.second(), seed))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        out.println("first:  " + of(before));
        out.println("second: " + of(after));
        if (!before.dataset().isSameAs(after.dataset())) {
            out.println("The questions have the same ids and evidence, but the datasets' files differ.");
        }
        for (Comparison comparison : comparisons) {
            out.println();
            ComparisonText.lines(comparison).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private static String of(Evaluation evaluation) {
        String name = evaluation.dataset().name();
        return (name.isEmpty() ? "" : name + ", ") + evaluation.started() + ", Kendall "
                + evaluation.environment().kendall() + ", commit "
                + evaluation.environment().commit()
                + (evaluation.model().isEmpty() ? "" : ", model " + evaluation.model());
    }

    private record Pair(ConfigurationResult first, ConfigurationResult second) {}

    private List<Pair> pairs(Evaluation before, Evaluation after) {
        if (firstName != null || secondName != null) {
            String one = firstName != null ? firstName : String.valueOf(secondName);
            String other = secondName != null ? secondName : one;
            return List.of(new Pair(find(first, before, one), find(second, after, other)));
        }
        List<Pair> pairs = before.configurations().stream()
                .flatMap(one -> after.configurations().stream()
                        .filter(other -> other.name().equals(one.name()))
                        .map(other -> new Pair(one, other)))
                .toList();
        if (!pairs.isEmpty()) {
            return pairs;
        }
        throw new CommandFailed(
                ExitCode.USAGE,
                "The files have no configuration in common: " + names(before) + " in the first, " + names(after)
                        + " in the second; name two with --first and --second.");
    }

    private static ConfigurationResult find(Path file, Evaluation evaluation, String name) {
        return evaluation.configurations().stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        file + " has no configuration \"" + name + "\", but " + names(evaluation) + "."));
    }

    private static String names(Evaluation evaluation) {
        return evaluation.configurations().stream()
                .map(result -> "\"" + result.name() + "\"")
                .collect(Collectors.joining(", "));
    }
}
