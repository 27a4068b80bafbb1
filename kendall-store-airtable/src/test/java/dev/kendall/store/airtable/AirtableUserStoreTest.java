package dev.kendall.store.airtable;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.UserStoreContract;

class AirtableUserStoreTest extends UserStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
