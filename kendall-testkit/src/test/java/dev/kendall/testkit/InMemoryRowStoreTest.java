package dev.kendall.testkit;

class InMemoryRowStoreTest extends RowStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
