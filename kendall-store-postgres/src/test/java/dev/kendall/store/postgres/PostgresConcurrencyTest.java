package dev.kendall.store.postgres;

import dev.kendall.testkit.ConcurrencyContract;
import dev.kendall.testkit.StorageFixture;

class PostgresConcurrencyTest extends ConcurrencyContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
