package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run, as it is kept: all that its report is made of.
 *
 * @param started the time, in ISO 8601
 * @param postgres the versions of the server and of pgvector
 * @param settings what of the server's settings was not the default
 * @param peers every store, compared with Kendall
 * @param ways Kendall's two ways, compared with the exact one
 */
record SearchResults(
        String started,
        Environment environment,
        String postgres,
        Map<String, String> settings,
        int rows,
        int questions,
        int rounds,
        List<SearchFigures> peers,
        List<SearchFigures> ways)
        implements Run {
    /** Names the files and the place in the docs. */
    static final String NAME = "postgres-search";

    /** What share of another store's time Kendall may take for one user of a thousand. */
    static final double SHARE = 0.5;

    SearchResults {
        settings = new TreeMap<>(settings);
        peers = List.copyOf(peers);
        ways = List.copyOf(ways);
    }

    /** Where, for one user of a thousand, Kendall missed rows or took more than its share of another store's time; empty when nowhere. */
    List<String> missed() {
        return peers.stream()
                .filter(figures -> figures.population().equals(Population.EVEN))
                .flatMap(figures -> figures.store().equals(KendallStore.NAME)
                        ? Stream.of(figures)
                                .filter(kendall -> kendall.recall() < 1)
                                .map(kendall -> "Kendall's recall is " + kendall.recall())
                        : Stream.of(figures)
                                .filter(other -> other.ratio() > SHARE)
                                .map(other -> "Kendall takes " + Numbers.significant(other.ratio(), 2)
                                        + " of the time of " + other.store()))
                .toList();
    }
}
