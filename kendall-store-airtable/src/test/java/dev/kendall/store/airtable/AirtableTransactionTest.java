package dev.kendall.store.airtable;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.TransactionContract;

class AirtableTransactionTest extends TransactionContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
