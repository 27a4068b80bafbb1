package dev.kendall.examples.evaluate;

import dev.kendall.examples.scoring.PairedTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as plain text. */
final class ComparisonText {
    private ComparisonText() {}

    static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("first:  " + comparison.first().name());
        lines.add("second: " + comparison.second().name());
        lines.add("%-8s %7s %7s %10s %20s %7s %6s %6s %14s %10s"
                .formatted(
                        "",
                        "first",
                        "second",
                        "difference",
                        "95 % interval",
                        "better",
                        "worse",
                        "equal",
                        "p, randomised",
                        "p, signs"));
        comparison
                .tests()
                .forEach((metric, test) -> lines.add(String.format(
                        Locale.ROOT,
                        "%-8s %7.3f %7.3f %+10.3f %20s %7d %6d %6d %14s %10s",
                        metric.label(),
                        comparison.first().all().get(metric).mean(),
                        comparison.second().all().get(metric).mean(),
                        test.difference().mean(),
                        String.format(
                                Locale.ROOT,
                                "%+.3f to %+.3f",
                                test.difference().low(),
                                test.difference().high()),
                        test.better(),
                        test.worse(),
                        comparison.first().questions().size() - test.better() - test.worse(),
                        chance(test.randomisation()),
                        chance(test.sign()))));
        return lines;
    }

    /** What was drawn cannot tell less than one of all assignments. */
    private static String chance(double p) {
        return p <= 1.0 / PairedTest.ASSIGNMENTS ? "<= .0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
