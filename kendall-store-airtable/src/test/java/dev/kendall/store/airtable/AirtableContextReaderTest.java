package dev.kendall.store.airtable;

import dev.kendall.testkit.ContextReaderContract;
import dev.kendall.testkit.StorageFixture;

class AirtableContextReaderTest extends ContextReaderContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
