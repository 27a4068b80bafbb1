package dev.kendall.testkit;

class InMemoryStateStoreTest extends StateStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
