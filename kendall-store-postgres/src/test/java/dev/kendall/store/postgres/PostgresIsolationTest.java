package dev.kendall.store.postgres;

import dev.kendall.testkit.IsolationContract;
import dev.kendall.testkit.StorageFixture;
import org.junit.jupiter.api.Tag;

@Tag("once")
class PostgresIsolationTest extends IsolationContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
