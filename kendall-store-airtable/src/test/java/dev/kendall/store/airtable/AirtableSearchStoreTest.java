package dev.kendall.store.airtable;

import dev.kendall.testkit.SearchStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtableSearchStoreTest extends SearchStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
