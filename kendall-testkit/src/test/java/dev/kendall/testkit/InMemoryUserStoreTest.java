package dev.kendall.testkit;

class InMemoryUserStoreTest extends UserStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}
