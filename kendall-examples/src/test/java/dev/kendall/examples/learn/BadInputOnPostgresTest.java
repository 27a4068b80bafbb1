package dev.kendall.examples.learn;

import dev.kendall.storage.TransactionalStorage;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.PostgresServer;
import java.time.InstantSource;

class BadInputOnPostgresTest extends BadInputSuite {
    @Override
    protected TransactionalStorage open(InstantSource clock) {
        return PostgresStorage.builder(PostgresServer.shared().freshDatabase().jdbcUrlWithPassword())
                .migrate()
                .clock(clock)
                .open();
    }
}
