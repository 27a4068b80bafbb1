package dev.kendall.store.postgres;

import dev.kendall.testkit.ContactStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresContactStoreTest extends ContactStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
