package dev.kendall.store.postgres;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.ThreadStoreContract;

class PostgresThreadStoreTest extends ThreadStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
