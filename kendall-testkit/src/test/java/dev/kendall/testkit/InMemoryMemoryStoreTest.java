package dev.kendall.testkit;

class InMemoryMemoryStoreTest extends MemoryStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
