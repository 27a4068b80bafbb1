package dev.kendall.store.postgres;

import dev.kendall.testkit.OutboxContract;
import dev.kendall.testkit.StorageFixture;

class PostgresOutboxTest extends OutboxContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
