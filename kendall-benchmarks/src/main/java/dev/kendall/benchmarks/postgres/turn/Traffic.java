package dev.kendall.benchmarks.postgres.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.Recording;
import dev.kendall.testkit.postgres.WireProxy;
import java.util.function.Consumer;

/**
 * What one operation sends over the wire, once everything it prepares is prepared.
 *
 * @param statements how many are executed
 * @param flights how often an answer is waited for
 */
record Traffic(int statements, int flights) {
    static Traffic of(MeasuredDatabase database, Consumer<PostgresStorage> operation) {
        try (WireProxy proxy = WireProxy.before(database.database());
                HikariDataSource pool = MeasuredDatabase.pool(proxy.database(), 1)) {
            PostgresStorage storage = MeasuredDatabase.storage(pool);
            for (int i = 0; i < 20; i++) {
                operation.accept(storage);
            }
            try (Recording recording = proxy.record()) {
                operation.accept(storage);
                return new Traffic(recording.executions().size(), recording.flights());
            }
        }
    }
}
