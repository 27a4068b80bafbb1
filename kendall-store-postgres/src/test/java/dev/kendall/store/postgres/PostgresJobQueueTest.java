package dev.kendall.store.postgres;

import dev.kendall.testkit.JobQueueContract;
import dev.kendall.testkit.StorageFixture;

class PostgresJobQueueTest extends JobQueueContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
