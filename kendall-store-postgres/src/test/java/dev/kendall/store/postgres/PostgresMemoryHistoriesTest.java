package dev.kendall.store.postgres;

import dev.kendall.testkit.MemoryHistoriesContract;
import dev.kendall.testkit.StorageFixture;

class PostgresMemoryHistoriesTest extends MemoryHistoriesContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
