package dev.kendall.store.airtable;

import dev.kendall.testkit.OutboxContract;
import dev.kendall.testkit.StorageFixture;

class AirtableOutboxTest extends OutboxContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
