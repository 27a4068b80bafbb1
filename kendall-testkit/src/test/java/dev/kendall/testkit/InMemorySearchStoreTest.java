package dev.kendall.testkit;

class InMemorySearchStoreTest extends SearchStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
