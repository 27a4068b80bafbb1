package dev.kendall.testkit;

class InMemoryDailyStoreTest extends DailyStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
