package dev.kendall.store.postgres;

import dev.kendall.testkit.PatternStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresPatternStoreTest extends PatternStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
