package dev.kendall.store.postgres;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.VectorStoreContract;

class PostgresVectorStoreTest extends VectorStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
