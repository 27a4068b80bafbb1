package dev.kendall.benchmarks;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Figures;
import dev.kendall.benchmarks.report.Growth;
import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.SuiteReport;
import dev.kendall.benchmarks.report.SuiteResults;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * Benchmarks that are run and reported together.
 *
 * @param name names the files
 * @param sizeParam the parameter that the time may grow with
 * @param baseline what each figure is compared with
 * @param linear the benchmark whose time must grow no faster than linearly
 */
record Suite(
        String name, String title, Class<?> benchmarks, String sizeParam, Map<String, String> baseline, String linear) {
    /** Above this exponent, growth is no longer taken for linear: measured ones of linear work differ by some hundredths. */
    static final double LINEAR = 1.1;

    /** How many times as long as its slowest arm a hybrid search may take. */
    private static final double DEAREST = 2;

    static final Suite TURN = new Suite(
            "turn-in-memory",
            "One user's turn, storage in memory",
            TurnBenchmark.class,
            "messages",
            Map.of("messages", "1000"),
            "open turn");

    private static final double CONFIDENCE = 0.999;

    /**
     * Runs every benchmark with every parameter.
     *
     * @param quick as short as shows that everything runs; the figures are worth little
     * @throws RunnerException when a benchmark fails
     */
    SuiteResults run(Environment environment, boolean quick) throws RunnerException {
        Instant started = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        ChainedOptionsBuilder options =
                new OptionsBuilder().include(benchmarks.getName() + "\\.").shouldFailOnError(true);
        if (quick) {
            options.forks(1)
                    .warmupIterations(1)
                    .measurementIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementTime(TimeValue.milliseconds(500));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        List<Figures> figures = results.stream()
                .map(this::figures)
                .sorted(Comparator.comparing(Figures::benchmark)
                        .thenComparingDouble(
                                measured -> Double.parseDouble(measured.params().get(sizeParam))))
                .toList();
        String method = method(results.iterator().next().getParams());
        return new SuiteResults(name, title, started.toString(), environment, method, sizeParam, baseline, figures);
    }

    private static String method(BenchmarkParams params) {
        return params.getJmhVersion() + ", " + params.getForks() + " × ("
                + params.getWarmup().getCount() + " warm-up and "
                + params.getMeasurement().getCount() + " measured) iterations of "
                + params.getMeasurement().getTime() + ", " + String.join(" ", params.getJvmArgs());
    }

    /** The interval is taken over the means of iterations: single operations of one JVM are not independent of each other. */
    private Figures figures(RunResult result) {
        BenchmarkParams params = result.getParams();
        Map<String, String> values = new TreeMap<>();
        params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
        ListStatistics means = new ListStatistics();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                means.addValue(iteration.getPrimaryResult().getScore());
            }
        }
        Statistics samples = result.getPrimaryResult().getStatistics();
        return new Figures(
                inWords(params.getBenchmark()),
                values,
                means.getMean(),
                means.getMeanErrorAt(CONFIDENCE),
                samples.getPercentile(50),
                samples.getPercentile(90),
                samples.getPercentile(99),
                samples.getN());
    }

    /** "dev.kendall.benchmarks.TurnBenchmark.openTurn" is "open turn". */
    static String inWords(String benchmark) {
        return benchmark
                .substring(benchmark.lastIndexOf('.') + 1)
                .replaceAll("(?=\\p{Lu})", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** How steeply what must be linear grows at most, and what a hybrid search takes of the slower one of its arms. */
    List<Headline> headlines(SuiteResults run) {
        Growth growth = run.growth().get(linear);
        int last = growth.steps().size() - 1;
        double largest = growth.steps().get(last).to();
        String size = Numbers.grouped(largest) + " " + sizeParam;
        double slowestArm = Math.max(mean(run, "search by meaning", largest), mean(run, "search by word", largest));
        return List.of(
                Headline.atMost(
                        LINEAR,
                        "the power of the " + sizeParam + " that " + linear + " grows with, at the steepest",
                        Numbers.grouped(growth.steps().get(0).from()) + " to " + size,
                        growth.steepest()),
                Headline.atMost(
                        DEAREST,
                        "search hybrid of " + size,
                        "its slowest arm",
                        mean(run, "search hybrid", largest) / slowestArm));
    }

    private double mean(SuiteResults run, String benchmark, double size) {
        return run.figures().stream()
                .filter(measured -> measured.benchmark().equals(benchmark)
                        && Double.parseDouble(measured.params().get(sizeParam)) == size)
                .findFirst()
                .orElseThrow()
                .mean();
    }

    /** In which parts, and how steeply, the time grows faster than linearly; empty when it does not. */
    List<String> tooSteep(SuiteResults run) {
        List<String> result = new ArrayList<>();
        run.growth().forEach((series, growth) -> {
            if (series.startsWith(linear)) {
                growth.steps().stream()
                        .filter(step -> step.exponent() > LINEAR)
                        .forEach(step -> result.add(series + " grows as " + sizeParam + " to the power of "
                                + SuiteReport.exponent(step.exponent()) + " from " + Numbers.grouped(step.from())
                                + " to "
                                + Numbers.grouped(step.to())));
            }
        });
        return result;
    }
}
