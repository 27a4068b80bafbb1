package dev.kendall.store.postgres;

import dev.kendall.testkit.DailyStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresDailyStoreTest extends DailyStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
