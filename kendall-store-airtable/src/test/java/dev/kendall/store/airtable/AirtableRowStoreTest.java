package dev.kendall.store.airtable;

import dev.kendall.testkit.RowStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtableRowStoreTest extends RowStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
