package dev.kendall.benchmarks.postgres.imports;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.store.postgres.PostgresImport;
import dev.kendall.store.postgres.PostgresStorage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@link PostgresImport} against a raw {@code COPY} of the same rows, byte by byte what the import stored, into the same tables with the
 * same indexes and constraints, and against a {@code COPY} into a temporary table with an {@code INSERT … SELECT … ON CONFLICT} after it.
 * The ways take turns, another one first each round. The raw ways do less: their users and threads are there before, the words are
 * computed, nothing is counted, and all rows of a table are one transaction.
 *
 * @param rows how many messages
 * @param rounds how often each way stores them; one round before that warms up
 */
record ImportBenchmark(int rows, int rounds, Consumer<String> progress) {
    /**
     * Starts a server and imports.
     *
     * @throws SQLException when the database refuses something
     */
    ImportResults run(Environment environment) throws SQLException, IOException {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (MeasuredServer server = MeasuredServer.start()) {
            MeasuredDatabase database = server.database();
            try (Connection connection = database.database().connect();
                    HikariDataSource pool = database.pool(1)) {
                PostgresStorage storage = MeasuredDatabase.storage(pool);
                storage.vectors().addSpace(SyntheticEmbeddings.SPACE);
                ImportWays ways = new ImportWays(connection, storage, ImportedRows.of(rows));
                progress.accept("Importing messages ...");
                Map<String, Rates> messages = compare(ways, ways.messages());
                progress.accept("Importing messages with vectors ...");
                Map<String, Rates> messagesWithVectors = compare(ways, ways.messagesWithVectors());
                return new ImportResults(
                        started, environment, server.described(), rows, rounds, messages, messagesWithVectors);
            }
        }
    }

    private Map<String, Rates> compare(ImportWays all, Map<String, ImportWays.Way> ways)
            throws SQLException, IOException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        ways.keySet().forEach(way -> rates.put(way, new ArrayList<>()));
        List<String> order = new ArrayList<>(ways.keySet());
        for (int round = 0; round <= rounds; round++) {
            for (String way : order) {
                all.prepare(way);
                double rate = rate(ways.get(way));
                if (round > 0) {
                    rates.get(way).add(rate);
                }
            }
            order.add(order.remove(0));
        }
        Map<String, Rates> result = new LinkedHashMap<>();
        rates.forEach((way, measured) -> result.put(way, new Rates(measured)));
        result.forEach((way, measured) ->
                progress.accept("  " + way + ": " + Numbers.grouped(measured.median()) + " rows a second"));
        return result;
    }

    private double rate(ImportWays.Way way) throws SQLException, IOException {
        long start = System.nanoTime();
        way.run();
        return rows / ((System.nanoTime() - start) / 1e9);
    }
}
