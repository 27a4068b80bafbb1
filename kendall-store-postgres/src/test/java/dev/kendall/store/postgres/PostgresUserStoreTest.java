package dev.kendall.store.postgres;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.UserStoreContract;

class PostgresUserStoreTest extends UserStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
