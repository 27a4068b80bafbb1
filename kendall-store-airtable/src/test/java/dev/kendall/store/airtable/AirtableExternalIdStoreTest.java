package dev.kendall.store.airtable;

import dev.kendall.testkit.ExternalIdStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtableExternalIdStoreTest extends ExternalIdStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
