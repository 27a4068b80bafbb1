package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.context.ContextReader;
import dev.kendall.storage.ComposedContextReader;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.WireProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading a turn's context in one flight, against asking one store after the other, by how far the server is. */
final class TripBenchmark {
    private static final List<Integer> ROUND_TRIPS = List.of(0, 1, 10);

    private TripBenchmark() {}

    /** @param roundTrip how far the server is, in milliseconds, besides what the machine itself takes */
    record Distance(int roundTrip, Times oneFlight, Times storeByStore) {}

    static List<Distance> run(MeasuredDatabase database, UserTurns turns, Rounds rounds) throws Exception {
        List<Distance> result = new ArrayList<>();
        try (WireProxy proxy = WireProxy.before(database.database());
                HikariDataSource pool = MeasuredDatabase.pool(proxy.database(), 1)) {
            PostgresStorage storage = MeasuredDatabase.storage(pool);
            ContextReader oneFlight = storage.context();
            ContextReader storeByStore = new ComposedContextReader(storage);
            for (int roundTrip : ROUND_TRIPS) {
                proxy.delay(Duration.ofMillis(roundTrip));
                Map<String, Rounds.Operation> ways = new LinkedHashMap<>();
                ways.put("one flight", turn -> oneFlight.read(turns.query(turn)));
                ways.put("store by store", turn -> storeByStore.read(turns.query(turn)));
                Map<String, Times> times = rounds.measure(ways);
                result.add(new Distance(roundTrip, times.get("one flight"), times.get("store by store")));
            }
        }
        return result;
    }
}
