package dev.kendall.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One run of a suite, as it is kept: all that its report is made of.
 *
 * @param suite the suite's name, which names the files too
 * @param title what was measured, as the plot's heading
 * @param started the time, in ISO 8601
 * @param method how JMH ran it
 * @param sizeParam the parameter that the time may grow with, a number
 * @param baseline the parameters of what each figure is compared with: one at least, the others as in the figure itself
 */
public record SuiteResults(
        String suite,
        String title,
        String started,
        Environment environment,
        String method,
        String sizeParam,
        Map<String, String> baseline,
        List<Figures> figures)
        implements Run {
    /** Copies the collections. */
    public SuiteResults {
        baseline = Map.copyOf(baseline);
        figures = List.copyOf(figures);
    }

    /** How many times as long as the baseline it takes; empty when that was not measured. */
    Optional<Double> ratio(Figures measured) {
        Map<String, String> wanted = measured.paramsWith(baseline);
        return figures.stream()
                .filter(other -> other.benchmark().equals(measured.benchmark())
                        && other.params().equals(wanted))
                .map(other -> measured.mean() / other.mean())
                .findFirst();
    }

    /** The figures that differ in nothing but their size, by what they have in common: the benchmark and the other parameters. */
    Map<String, List<Figures>> series() {
        return figures.stream()
                .collect(Collectors.groupingBy(this::seriesOf, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    }

    private String seriesOf(Figures measured) {
        Map<String, String> others = new TreeMap<>(measured.params());
        others.remove(sizeParam);
        return others.isEmpty()
                ? measured.benchmark()
                : measured.benchmark() + ", " + String.join(", ", others.values());
    }

    /** The size that the figures were measured at. */
    double size(Figures measured) {
        return Double.parseDouble(Objects.requireNonNull(measured.params().get(sizeParam)));
    }

    /** How each series grows with the size; without those that have one size only. */
    public Map<String, Growth> growth() {
        Map<String, Growth> result = new LinkedHashMap<>();
        series().forEach((name, measured) -> {
            if (measured.size() > 1) {
                result.put(
                        name,
                        Growth.of(measured.stream()
                                .map(one -> new Growth.Point(size(one), one.mean()))
                                .toList()));
            }
        });
        return result;
    }
}
