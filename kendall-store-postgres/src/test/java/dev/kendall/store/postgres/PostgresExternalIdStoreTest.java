package dev.kendall.store.postgres;

import dev.kendall.testkit.ExternalIdStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresExternalIdStoreTest extends ExternalIdStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
