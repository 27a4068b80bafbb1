package dev.kendall.store.postgres;

import dev.kendall.testkit.ContextReaderContract;
import dev.kendall.testkit.StorageFixture;

class PostgresContextReaderTest extends ContextReaderContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
