package dev.kendall.store.airtable;

import dev.kendall.testkit.PatternStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtablePatternStoreTest extends PatternStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
