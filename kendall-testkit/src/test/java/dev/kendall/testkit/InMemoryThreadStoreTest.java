package dev.kendall.testkit;

class InMemoryThreadStoreTest extends ThreadStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
