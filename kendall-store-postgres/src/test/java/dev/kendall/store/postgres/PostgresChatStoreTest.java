package dev.kendall.store.postgres;

import dev.kendall.testkit.ChatStoreContract;
import dev.kendall.testkit.StorageFixture;

class PostgresChatStoreTest extends ChatStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
