package dev.kendall.store.airtable;

import dev.kendall.testkit.ConcurrencyContract;
import dev.kendall.testkit.StorageFixture;

class AirtableConcurrencyTest extends ConcurrencyContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
