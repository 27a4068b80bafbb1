package dev.kendall.store.postgres;

import dev.kendall.testkit.ExportContract;
import dev.kendall.testkit.StorageFixture;

class PostgresExportTest extends ExportContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}
