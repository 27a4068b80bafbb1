package dev.kendall.store.airtable;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.VectorStoreContract;

class AirtableVectorStoreTest extends VectorStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
