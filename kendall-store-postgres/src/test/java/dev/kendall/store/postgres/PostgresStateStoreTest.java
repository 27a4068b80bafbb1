package dev.kendall.store.postgres;

import dev.kendall.testkit.StateStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresStateStoreTest extends StateStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
