package dev.kendall.store.airtable;

import dev.kendall.testkit.ErasureContract;
import dev.kendall.testkit.StorageFixture;

class AirtableErasureTest extends ErasureContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
