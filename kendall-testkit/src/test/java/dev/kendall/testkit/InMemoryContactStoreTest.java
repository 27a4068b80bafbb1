package dev.kendall.testkit;

class InMemoryContactStoreTest extends ContactStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
