package dev.kendall.store.postgres;

import dev.kendall.testkit.JobWorkerContract;
import dev.kendall.testkit.StorageFixture;

class PostgresJobWorkerTest extends JobWorkerContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
