package dev.kendall.store.postgres;

import dev.kendall.testkit.RowStoreContract;
import dev.kendall.testkit.StorageFixture;
import org.junit.jupiter.api.AfterEach;

class PostgresRowStoreTest extends RowStoreContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }

    @AfterEach
    void keptCountsAreRight() {
        KeptCounts.assertRight(PostgresFixture.dataSource());
    }
}
