package dev.kendall.store.airtable;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.TurnContract;

class AirtableTurnTest extends TurnContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
