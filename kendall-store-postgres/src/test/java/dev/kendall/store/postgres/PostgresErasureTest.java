package dev.kendall.store.postgres;

import dev.kendall.testkit.ErasureContract;
import dev.kendall.testkit.StorageFixture;

class PostgresErasureTest extends ErasureContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
