package dev.kendall.store.airtable;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.ThreadStoreContract;

class AirtableThreadStoreTest extends ThreadStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
