package dev.kendall.store.airtable;

import dev.kendall.testkit.ContactStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtableContactStoreTest extends ContactStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
