package dev.kendall.benchmarks.postgres.imports;

import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Markdown of a run. */
final class ImportReport implements Report {
    private final ImportResults run;

    ImportReport(ImportResults run) {
        this.run = run;
    }

    @Override
    public ImportResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return List.of(
                headline("messages a second by PostgresImport", run.messages()),
                headline("the same with their vectors", run.messagesWithVectors()));
    }

    private static Headline headline(String what, Map<String, Rates> ways) {
        return Headline.of(
                what,
                "COPY of the same rows",
                ways.get(ImportWays.KENDALL).to(ways.get(ImportWays.COPY)).median());
    }

    @Override
    public String name() {
        return ImportResults.NAME;
    }

    @Override
    public String tables() {
        return table("messages", run.messages()) + "\n\n" + table("messages with vectors", run.messagesWithVectors());
    }

    private static String table(String what, Map<String, Rates> ways) {
        Rates copy = ways.get(ImportWays.COPY);
        return Report.table(
                what + " | rows a second | × COPY | of a round",
                ways.entrySet().stream()
                        .map(way -> way.getKey() + " | **"
                                + Numbers.grouped(way.getValue().median()) + "** | "
                                + way.getValue().to(copy).cells())
                        .toList());
    }

    @Override
    public String text() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("server", run.server());
        rows.put("imports", Numbers.grouped(run.rows()) + " messages, " + run.rounds() + " rounds");
        return Report.measuredOn(run.started(), run.environment(), rows) + "\n\n" + tables();
    }

    @Override
    public Map<String, String> plots() {
        return Map.of();
    }
}
