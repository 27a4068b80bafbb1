package dev.kendall.store.postgres;

import dev.kendall.testkit.MemoryStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresMemoryStoreTest extends MemoryStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
