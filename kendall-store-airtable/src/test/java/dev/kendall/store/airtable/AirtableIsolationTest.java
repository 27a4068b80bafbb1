package dev.kendall.store.airtable;

import dev.kendall.testkit.IsolationContract;
import dev.kendall.testkit.StorageFixture;
import org.junit.jupiter.api.Tag;

@Tag("once")
class AirtableIsolationTest extends IsolationContract {
    @Override
    protected StorageFixture fixture() {
        return AirtableFixture.INSTANCE;
    }
}
