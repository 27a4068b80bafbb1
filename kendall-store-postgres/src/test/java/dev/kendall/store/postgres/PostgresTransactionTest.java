package dev.kendall.store.postgres;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.TransactionContract;

class PostgresTransactionTest extends TransactionContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
