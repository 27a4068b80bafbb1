package dev.kendall.store.postgres;

import dev.kendall.testkit.SearchStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresSearchStoreTest extends SearchStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
