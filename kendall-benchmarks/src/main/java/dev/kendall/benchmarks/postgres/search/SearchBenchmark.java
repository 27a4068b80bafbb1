package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.testkit.postgres.PostgresOptions;
import dev.kendall.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Kendall against its peers, and its exact way against its index, on one server.
 *
 * @param rows how many rows each store has in all
 * @param questions how many questions about the users of each size
 * @param rounds how often each question is asked
 */
record SearchBenchmark(int rows, int questions, int rounds, Consumer<String> progress) {
    /** As for a server of some gigabytes: every table and index fits, so that no store is measured by the disk. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(
            Map.of("shared_buffers", "4GB", "maintenance_work_mem", "1GB", "effective_cache_size", "8GB"));

    /** The exact way for whoever has fewer rows than there are. */
    private static final long ALWAYS_EXACT = Long.MAX_VALUE;

    /**
     * Starts a server, fills every store and asks.
     *
     * @throws SQLException when the database refuses something
     */
    SearchResults run(Environment environment) throws SQLException, InterruptedException {
        String started =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        PostgresOptions.Builder options = PostgresOptions.builder().durable().progress(progress);
        SETTINGS.forEach(options::setting);
        try (PostgresServer server = PostgresServer.start(options.build())) {
            List<SearchFigures> peers = new ArrayList<>();
            List<SearchFigures> ways = new ArrayList<>();
            try (Stores stores = new Stores(server, Population.even(rows))) {
                peers.addAll(stores.peers());
            }
            try (Stores stores = new Stores(server, Population.skewed(rows))) {
                peers.addAll(stores.peers());
                ways.addAll(stores.ways());
            }
            return new SearchResults(
                    started, environment, versions(server), SETTINGS, rows, questions, rounds, peers, ways);
        }
    }

    private static String versions(PostgresServer server) {
        return server.postgresVersion() + " with pgvector " + server.vectorVersion();
    }

    /** All stores with one population. */
    private final class Stores implements AutoCloseable {
        private final Population population;
        private final KendallStore kendall;
        private final List<SearchedStore> all;
        private final List<Question> asked;

        Stores(PostgresServer server, Population population) throws SQLException, InterruptedException {
            this.population = population;
            this.kendall = KendallStore.empty(new Pool(server.freshDatabase()));
            this.all = List.of(
                    kendall,
                    LangChain4jStore.byDefault(new Pool(server.freshDatabase())),
                    LangChain4jStore.withVectorIndex(new Pool(server.freshDatabase()), population.rows()),
                    LangChain4jStore.withUserColumn(new Pool(server.freshDatabase())),
                    new SpringAiStore(new Pool(server.freshDatabase())));
            progress.accept("fill " + all.size() + " stores with " + population.rows() + " rows, " + population.name());
            fill();
            this.asked = population.questions(questions);
        }

        /** Two at a time, which is not measured. */
        private void fill() throws SQLException, InterruptedException {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> filling = new ArrayList<>();
                // The longest first.
                for (int i = all.size() - 1; i >= 0; i--) {
                    SearchedStore store = all.get(i);
                    filling.add(threads.submit(() -> {
                        store.fill(population);
                        progress.accept("filled " + store.name());
                        return store;
                    }));
                }
                for (Future<?> each : filling) {
                    each.get();
                }
            } catch (ExecutionException e) {
                throw new SQLException("a store could not be filled: " + e.getCause(), e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }

        List<SearchFigures> peers() {
            return new Contest(population, all, asked).run(rounds, progress);
        }

        List<SearchFigures> ways() {
            List<KendallStore> ways =
                    List.of(kendall.withExactScanLimit("exact", ALWAYS_EXACT), kendall.withExactScanLimit("HNSW", 0));
            return new Contest(population, ways, asked).run(rounds, progress);
        }

        @Override
        public void close() {
            all.forEach(SearchedStore::close);
        }
    }
}
