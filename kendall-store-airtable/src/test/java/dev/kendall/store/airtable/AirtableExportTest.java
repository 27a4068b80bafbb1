package dev.kendall.store.airtable;

import dev.kendall.testkit.ExportContract;
import dev.kendall.testkit.StorageFixture;

class AirtableExportTest extends ExportContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
