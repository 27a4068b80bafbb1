package dev.kendall.store.airtable;

import dev.kendall.testkit.MemoryStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtableMemoryStoreTest extends MemoryStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
