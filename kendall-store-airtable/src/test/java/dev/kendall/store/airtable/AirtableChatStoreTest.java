package dev.kendall.store.airtable;

import dev.kendall.testkit.ChatStoreContract;
import dev.kendall.testkit.StorageFixture;

class AirtableChatStoreTest extends ChatStoreContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
