package dev.kendall.testkit;

class InMemoryVectorStoreTest extends VectorStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
